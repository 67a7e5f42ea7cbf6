using System.Diagnostics;
using Lb.Configuration.Tests.Certificates;

namespace Lb.Configuration.Tests.Nginx;

/// <summary>Asks the real nginx (1.22, open source) for its verdict. Where ours differs, it does so on purpose, and the row says why.</summary>
public sealed class NginxItselfTests : IDisposable
{
    private const string Program = "/usr/sbin/nginx";
    private const string Module = "/usr/lib/nginx/modules/ngx_stream_module.so";

    private readonly PemFolder _folder = new();

    public NginxItselfTests()
    {
        var (certificate, key) = PemFolder.SelfSigned("one");
        _folder.Write("one.pem", certificate);
        _folder.Write("one.key", key);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("upstream u { server 127.0.0.1:1; } server { listen 1883; proxy_pass u; }", true)]
    [InlineData("server { listen 1883; proxy_pass 127.0.0.1:1; }", true)]
    [InlineData("server { listen 1883; proxy_pass 127.0.0.1; }", false)]
    [InlineData("server { listen 1883; }", false)]
    [InlineData("server { proxy_pass 127.0.0.1:1; }", false)]
    [InlineData("server { listen 1883; proxy_pass nothing; }", false)]
    [InlineData("server { listen 1883; proxy_pass 127.0.0.1:1; } server { listen 1883; proxy_pass 127.0.0.1:1; }", false)]
    [InlineData("server { listen 1883; listen [::]:1883; proxy_pass 127.0.0.1:1; }", true)]
    [InlineData("server { listen 1883-1885; proxy_pass 127.0.0.1:1; }", true)]
    [InlineData("server { listen 1883 sll; proxy_pass 127.0.0.1:1; }", false)]
    [InlineData("server { listen 1883 backlog=10 reuseport so_keepalive=on; proxy_pass 127.0.0.1:1; }", true)]
    [InlineData("server { listen 0; proxy_pass 127.0.0.1:1; }", false)]
    [InlineData("upstream u { }", false)]
    [InlineData("upstream u { server 127.0.0.1; }", false)]
    [InlineData("upstream u { server 127.0.0.1:1; } upstream u { server 127.0.0.1:1; }", false)]
    [InlineData("upstream u { server 127.0.0.1:1 backup; }", false)]
    [InlineData("upstream u { server 127.0.0.1:1 weight=0; }", false)]
    [InlineData("upstream u { server 127.0.0.1:1 weight=2 max_fails=0 fail_timeout=1m max_conns=3 down; }", true)]
    [InlineData("upstream u { hash $remote_addr; server 127.0.0.1:1 backup; }", false)]
    [InlineData("upstream u { hash $remote_addr consistent; server 127.0.0.1:1; }", true)]
    [InlineData("upstream u { hash $remote_addr sticky; server 127.0.0.1:1; }", false)]
    [InlineData("upstream u { hash $nope; server 127.0.0.1:1; } server { listen 1; proxy_pass u; }", false)]
    [InlineData("upstream u { hash ${remote_addr}x; server 127.0.0.1:1; } server { listen 1; proxy_pass u; }", true)]
    [InlineData("upstream u { random two least_conn; server 127.0.0.1:1; server 127.0.0.1:2; }", true)]
    [InlineData("upstream u { random three; server 127.0.0.1:1; }", false)]
    [InlineData("upstream u { least_conn; server 127.0.0.1:1; server 127.0.0.1:2 backup; }", true)]
    [InlineData("upstream u { ip_hash; server 127.0.0.1:1; }", false)]
    [InlineData("upstream u { zone z 4k; server 127.0.0.1:1; }", false)]
    [InlineData("upstream u { zone z 64k; server 127.0.0.1:1; }", true)]
    [InlineData("proxy_timeout 1h30m;", true)]
    [InlineData("proxy_timeout 30m1h;", false)]
    [InlineData("proxy_timeout 1.5s;", false)]
    [InlineData("proxy_timeout;", false)]
    [InlineData("proxy_timeout 1m 2m;", false)]
    [InlineData("proxy_timeout 1m; proxy_timeout 2m;", false)]
    [InlineData("proxy_timeout \"1h 30m\";", true)]
    [InlineData("proxy_timeout 1m", false)]
    [InlineData("proxy_timeout 'x'y;", false)]
    [InlineData("proxy_buffer_size 4k;", true)]
    [InlineData("proxy_buffer_size 4x;", false)]
    [InlineData("proxy_protocol yes;", false)]
    [InlineData("server { proxy_bind 127.0.0.1; listen 1; proxy_pass 127.0.0.1:1; }", true)]
    [InlineData("server { proxy_bind $remote_addr transparent; listen 1; proxy_pass 127.0.0.1:1; }", true)]
    [InlineData("server { proxy_bind off; listen 1; proxy_pass 127.0.0.1:1; }", true)]
    [InlineData("server { proxy_bind nowhere; listen 1; proxy_pass 127.0.0.1:1; }", false)]
    [InlineData("allow 10.0.0.0/8; allow 2001:db8::/32; deny all;", true)]
    [InlineData("allow 10.0.0.0/33;", false)]
    [InlineData("access_log off; error_log stderr warn; log_format a '$remote_addr';", true)]
    [InlineData("error_log stderr loud;", false)]
    [InlineData("include nowhere/*.conf;", true)]
    [InlineData("include nowhere.conf;", false)]
    [InlineData("upstream { server 127.0.0.1:1; }", false)]
    [InlineData("server 127.0.0.1:1;", false)]
    [InlineData("nonsense on;", false)]
    [InlineData("}", false)]
    [InlineData("server { listen 1 ssl; proxy_pass 127.0.0.1:1; ssl_certificate one.pem; ssl_certificate_key one.key; }", true)]
    [InlineData("server { listen 1 ssl; proxy_pass 127.0.0.1:1; }", false)]
    [InlineData("server { listen 1 ssl; proxy_pass 127.0.0.1:1; ssl_certificate one.pem; }", false)]
    [InlineData("server { listen 1 ssl; proxy_pass 127.0.0.1:1; ssl_certificate no.pem; ssl_certificate_key one.key; }", false)]
    [InlineData("ssl_certificate one.pem; ssl_certificate_key one.key; server { listen 1 ssl; proxy_pass 127.0.0.1:1; ssl_verify_client on; }", false)]
    [InlineData("ssl_certificate one.pem; ssl_certificate_key one.key; ssl_alpn mqtt; ssl_verify_client on; ssl_client_certificate one.pem; server { listen 1 ssl; proxy_pass 127.0.0.1:1; }", true)]
    [InlineData("ssl_protocols TLSv1.2 TLSv1.3;", true)]
    [InlineData("ssl_protocols TLSv1.4;", false)]
    public void AgreesWithNginx(string stream, bool accepted)
    {
        AssertNginxSays(accepted, stream);
        Assert.Equal(accepted, AcceptedHere(stream));
    }

    [Theory]
    [InlineData("upstream u { server 127.0.0.1:1 backup; hash $remote_addr; server 127.0.0.1:2; }", "nginx sees the mistake only where 'hash' comes first")]
    [InlineData("server { listen 127.0.0.1; proxy_pass 127.0.0.1:1; }", "without a port it listens wherever the system likes")]
    [InlineData("server { listen 1; listen 2 udp; proxy_pass 127.0.0.1:1; }", "UDP is not built yet")]
    [InlineData("server { listen unix:./s; proxy_pass 127.0.0.1:1; }", "unix sockets are not built yet")]
    [InlineData("server { listen 1; proxy_pass unix:/s; }", "unix sockets are not built yet")]
    [InlineData("server { listen 1; proxy_pass $remote_addr:1; }", "variables in proxy_pass are not built yet")]
    [InlineData("server { listen 1; return ok; }", "'return' is not built yet")]
    [InlineData("map $remote_addr $m { default 1; }", "'map' is not built yet")]
    [InlineData("server { listen 1; ssl_preread on; proxy_pass 127.0.0.1:1; }", "'ssl_preread' is not built yet")]
    [InlineData("upstream u { hash $binary_remote_addr; server 127.0.0.1:1; }", "the variable has bytes, not text")]
    [InlineData("server { listen 1; proxy_bind $remote_addr; proxy_pass 127.0.0.1:1; }", "every connect would fail without 'transparent'")]
    [InlineData("proxy_timeout 0;", "it would end every connection at once")]
    [InlineData("proxy_timeout 30d;", "the longest timer is 24.8 days")]
    [InlineData("upstream u { server 127.0.0.1:1 weight=1000; }", "weights end at 256, as in HAProxy")]
    [InlineData("ssl_protocols TLSv1 TLSv1.1;", "no version would be left on offer")]
    public void RefusesOnPurpose_WhatNginxAccepts(string stream, string why)
    {
        AssertNginxSays(true, stream);
        Assert.False(AcceptedHere(stream), why);
    }

    [Theory]
    [InlineData("server { listen 1; status_zone z; proxy_pass 127.0.0.1:1; }", "a directive of NGINX Plus")]
    [InlineData("mqtt_preread on;", "a directive of NGINX Plus")]
    public void AcceptsOnPurpose_WhatNginxRefuses(string stream, string why)
    {
        AssertNginxSays(false, stream);
        Assert.True(AcceptedHere(stream), why);
    }

    private bool AcceptedHere(string stream) =>
        NginxText.Parse($"stream {{ {stream}\n}}", Path.Combine(_folder.Path, NginxText.File)).Config is not null;

    private void AssertNginxSays(bool accepted, string stream)
    {
        Assert.True(File.Exists(Program) && File.Exists(Module), "nginx with its stream module is not installed: run tests/install");
        var file = _folder.Write(
            "nginx.conf", $"load_module {Module};", $"pid {_folder.Path}/nginx.pid;", "error_log stderr;", "events { }", $"stream {{ {stream}\n}}");

        using var nginx = Process.Start(new ProcessStartInfo(Program, ["-t", "-c", file]) { RedirectStandardError = true })!;
        var answer = nginx.StandardError.ReadToEnd();
        nginx.WaitForExit();

        // 'nginx -t' also binds the addresses: a port that is taken, or not allowed, is no verdict on the text.
        var verdict = nginx.ExitCode == 0 || answer.Contains("bind() to", StringComparison.Ordinal);
        Assert.True(accepted == verdict, answer);
    }
}
