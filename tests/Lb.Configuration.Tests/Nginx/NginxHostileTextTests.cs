using FsCheck;
using FsCheck.Fluent;
using Lb.Configuration.Diagnostics;
using Lb.Configuration.Nginx.Syntax;

namespace Lb.Configuration.Tests.Nginx;

/// <summary>FsCheck prints the seed of a failure.</summary>
public sealed class NginxHostileTextTests
{
    private const string Sample = """
        worker_processes 2;
        error_log stderr info;
        events { worker_connections 1024; }
        stream {
            mqtt_preread on;
            upstream brokers {
                zone z 64k;
                hash $mqtt_preread_clientid consistent;
                server 10.0.0.1:1883 max_fails=2 fail_timeout=1m30s weight=3;
                server one.example:1883 max_conns=10 down; # a name
            }
            upstream "quoted name" { least_conn; server [::1]:1; server 10.0.0.2:1 backup; }
            server {
                listen 8883-8885 proxy_protocol so_keepalive=on;
                listen [::]:8883 ipv6only=on backlog=10;
                allow 10.0.0.0/8; deny all;
                access_log syslog:server=10.0.0.9,facility=local1,severity=info;
                proxy_bind $remote_addr:$remote_port transparent;
                proxy_next_upstream_tries 2;
                proxy_pass brokers;
                ssl_protocols TLSv1.2 TLSv1.3;
            }
            server { listen 1883; proxy_pass 'quoted name'; status_zone a\ b; proxy_timeout "1h 30m"; }
        }
        """;

    private static readonly string[] Fragments =
        [";", "{", "}", "'", "\"", "\\", "$", "${", "#", "\n", " ", ":", "-", "/", "=", "[", "]", "\0", "é", "0", "99999999999999999999", "include nowhere/*;", "server", "listen", "unix:"];

    [Fact]
    public void LexerNeverThrows_WhenTextIsRandom() => Check(random =>
    {
        var text = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => random.Next(2) == 0 ? Pick(random) : ((char)random.Next(128)).ToString()));

        var tokens = NginxLexer.Read(new ConfigSource("f", text), new ConfigDiagnostics());

        Assert.All(tokens, t => Assert.InRange(t.Line, 1, 1 + text.Count(c => c == '\n')));
    });

    [Fact]
    public void LexerReadsBackWhatWasQuoted() => Check(random =>
    {
        var word = string.Concat(Enumerable.Range(0, random.Next(20)).Select(_ => (char)random.Next(' ', 127)));
        var quoted = "\"" + word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\";";

        Assert.Equal(word, NginxLexer.Read(new ConfigSource("f", quoted), new ConfigDiagnostics())[0].Text);
    });

    [Fact]
    public void TheUndamagedSampleLoads() => NginxText.Load(Sample);

    [Fact]
    public void NeverThrowsAndEveryErrorHasALine_WhenAConfigurationIsDamaged() => Check(random =>
    {
        var text = Sample;
        for (var i = random.Next(1, 5); i > 0; i--) text = Damage(text, random);

        var result = NginxText.Parse(text);

        var errors = result.Diagnostics.Where(d => d.Severity == ConfigSeverity.Error).ToList();
        Assert.Equal(result.Config is null, errors.Count > 0);
        Assert.All(errors, e => Assert.InRange(e.Location!.Line, 1, 1 + text.Count(c => c == '\n')));
    });

    [Fact]
    public void NamesNoMoreThanTheText_WhenOneStatementIsMisspelt() => Check(random =>
    {
        var lines = Sample.Split('\n');
        var at = random.Next(lines.Length);
        if (!lines[at].TrimStart().StartsWith("proxy_", StringComparison.Ordinal)) return;
        lines[at] = lines[at].Replace("proxy_", "porxy_", StringComparison.Ordinal);

        Assert.Contains(NginxText.Parse(string.Join('\n', lines)).Diagnostics, d => d.Location?.Line == at + 1 && d.Message.Contains("Did you mean 'proxy_", StringComparison.Ordinal));
    });

    private static void Check(Action<Random> property) =>
        FsCheck.Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(500),
            Prop.ForAll<int>(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => property(new Random(seed))));

    private static string Damage(string text, Random random)
    {
        var at = random.Next(text.Length + 1);
        var length = Math.Min(random.Next(6), text.Length - at);
        return random.Next(3) switch
        {
            0 => text.Remove(at, length),
            1 => text.Insert(at, Pick(random)),
            _ => text.Insert(random.Next(text.Length + 1), text.Substring(at, Math.Min(random.Next(60), text.Length - at))),
        };
    }

    private static string Pick(Random random) => Fragments[random.Next(Fragments.Length)];
}
