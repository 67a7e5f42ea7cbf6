using Lb.EndToEnd.Tests.Processes;

namespace Lb.EndToEnd.Tests.Clients;

/// <summary><c>openssl s_client</c> as an MQTT client.</summary>
internal static class OpenSsl
{
    /// <summary>Connects, gets its CONNACK and leaves; the tickets of TLS 1.3 come after the handshake, so something of the broker must be read.</summary>
    /// <param name="folder">The authority that it trusts.</param>
    /// <param name="port">The balancer's port.</param>
    /// <param name="more">More arguments.</param>
    /// <returns>What it printed. Fails where it did not end well.</returns>
    public static async Task<string> VisitAsync(TestFolder folder, int port, params string[] more)
    {
        var connect = Path.Combine(folder.Path, "connect.bin");
        await File.WriteAllBytesAsync(connect, [.. RawClient.Connect("openssl"), 0xe0, 0]);
        string[] arguments = ["s_client", "-connect", $"127.0.0.1:{port}", "-CAfile", folder.Authority, .. more, "-ign_eof"];
        var ended = await ChildProcess.RunAsync("/bin/sh", "-c", $"exec openssl {string.Join(' ', arguments)} < {connect}");
        Assert.True(ended.ExitCode == 0, ended.Output);
        return ended.Output;
    }
}
