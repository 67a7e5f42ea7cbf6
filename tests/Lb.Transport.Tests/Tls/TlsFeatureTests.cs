using System.Net.Sockets;
using System.Security.Authentication;
using Lb.Transport.Tests.Frontends;
using Lb.Transport.Tls;
using Microsoft.AspNetCore.Connections;

namespace Lb.Transport.Tests.Tls;

/// <summary>What the stages around TLS learn of a handshake.</summary>
public sealed class TlsFeatureTests
{
    [Theory]
    [InlineData(SslProtocols.Tls12, "TLSv1.2", "ECDHE-ECDSA-AES256-GCM-SHA384")]
    [InlineData(SslProtocols.Tls13, "TLSv1.3", "TLS_AES_256_GCM_SHA384")]
    public async Task TellsWhatWasAgreedOn_InOpenSslsWords(SslProtocols version, string name, string cipher)
    {
        var seen = await SessionOfAsync(TestTls.Settings, TestTls.ClientOptions(version));

        Assert.Equal((TestTls.ServerName, name, cipher), (seen.ServerName, seen.Version, seen.Cipher));
        Assert.Equal(("EC256", null, false), (seen.KeyAlgorithm, seen.IsResumed, seen.HasClientCertificate));
        Assert.StartsWith("ecdsa-with-SHA", seen.SignatureAlgorithm, StringComparison.Ordinal);
        Assert.Null(seen.ClientCommonName);
    }

    [Theory]
    [InlineData(new byte[0], TlsHandshakeFailure.Silent)]
    [InlineData(new byte[] { 0x10, 0x0C, 0, 4, 0x4D, 0x51, 0x54, 0x54 }, TlsHandshakeFailure.Failed)]
    [InlineData(new byte[] { 22, 3, 1, 0, 2, 1, 0 }, TlsHandshakeFailure.Failed)]
    public async Task TellsAProbeFromAFailure_WhenTheClientLeaves(byte[] sent, TlsHandshakeFailure failure)
    {
        Assert.Equal(failure, await FailureOfAsync(TestTls.Settings, sent, leaves: true));
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 22, 3, 1 })]
    public async Task TellsThatItTookTooLong(byte[] sent)
    {
        var settings = TestTls.Settings with { HandshakeTimeout = TimeSpan.FromMilliseconds(200) };

        Assert.Equal(TlsHandshakeFailure.TimedOut, await FailureOfAsync(settings, sent, leaves: false));
    }

    private static async Task<ITlsSession> SessionOfAsync(TlsSettings settings, System.Net.Security.SslClientAuthenticationOptions options)
    {
        var seen = new TaskCompletionSource<ITlsSession>(TaskCreationOptions.RunContinuationsAsynchronously);
        var done = new TaskCompletionSource();
        await using var frontend = await TestFrontend.StartAsync(Run, settings);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(frontend.Address).InTime();
        await using var tls = await TestTls.ConnectAsync(socket, options).InTime();
        var session = await seen.Task.InTime();
        done.SetResult();
        return session;

        Task Run(ConnectionContext connection)
        {
            Assert.Null(connection.Features.Get<ITlsHandshakeResult>());
            var found = connection.Features.Get<ITlsSession>()!;
            seen.SetResult(new SeenSession(found));
            return done.Task;
        }
    }

    private static async Task<TlsHandshakeFailure?> FailureOfAsync(TlsSettings settings, byte[] sent, bool leaves)
    {
        var failure = new TaskCompletionSource<TlsHandshakeFailure?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var frontend = await TestFrontend.StartAsync(_ => Task.CompletedTask, settings, around: Around);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(frontend.Address).InTime();
        await socket.SendAsync(sent);
        if (leaves) socket.Shutdown(SocketShutdown.Send);
        return await failure.Task.InTime();

        ConnectionDelegate Around(ConnectionDelegate next) => async context =>
        {
            await next(context);
            failure.SetResult(context.Features.Get<ITlsHandshakeResult>()?.Failure);
        };
    }

    // Read while the connection lives.
    private sealed class SeenSession(ITlsSession session) : ITlsSession
    {
        public string? ServerName { get; } = session.ServerName;

        public string Version { get; } = session.Version;

        public string? Cipher { get; } = session.Cipher;

        public bool? IsResumed { get; } = session.IsResumed;

        public bool HasClientCertificate { get; } = session.HasClientCertificate;

        public string? ClientCommonName { get; } = session.ClientCommonName;

        public string? SignatureAlgorithm { get; } = session.SignatureAlgorithm;

        public string? KeyAlgorithm { get; } = session.KeyAlgorithm;
    }
}
