using System.Net.Sockets;
using System.Text.RegularExpressions;
using Lb.EndToEnd.Tests.Clients;
using Lb.EndToEnd.Tests.Processes;

namespace Lb.EndToEnd.Tests.Endings;

/// <summary>A client of a balancer that is not let through, and what it and the log saw of the end.</summary>
internal static partial class Visit
{
    /// <summary>Runs one to its end.</summary>
    /// <param name="port">The balancer's port.</param>
    /// <param name="says">What it says, within TLS where there is TLS.</param>
    /// <param name="tls">The authority that it trusts; null = no handshake of its own.</param>
    /// <param name="logAsync">Finds the log line of a client's port.</param>
    /// <returns><c>alert 70, FIN, log PR</c>, for instance.</returns>
    public static async Task<string> RunAsync(int port, byte[] says, TestFolder? tls, Func<int, Task<string>> logAsync)
    {
        await using var client = await RawClient.OpenAsync(port);
        var own = client.LocalAddress.Port;
        var seen = await EndAsync(client, says, tls);
        return $"{seen}, log {Outcome().Match(await logAsync(own)).Groups["outcome"].Value}";
    }

    private static async Task<string> EndAsync(RawClient client, byte[] says, TestFolder? tls)
    {
        var records = new ServerRecords(client.Stream);
        try
        {
            if (tls is not null) await client.StartTlsAsync(tls.TlsClient, _ => records);
            await client.SendAsync(says);
        }
        catch (Exception faster) when (faster is IOException or SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            // The balancer was done before the client had spoken.
            return "RST";
        }

        var end = await EndOf.SeenAsync(tls is null ? records : client.Stream, client.Socket);
        return records.LastWords.Length > 0 ? $"{records.LastWords}, {end}" : end;
    }

    // The state of a connection, or the text of one that never became one.
    [GeneratedRegex(@"\] (\S+ \S+ [-/+\d]+ \d+ (?<outcome>[-A-Za-z]{2}) |\S+: (?<outcome>.*))")]
    private static partial Regex Outcome();
}
