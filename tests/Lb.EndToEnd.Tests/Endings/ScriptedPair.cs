using System.Net.Sockets;
using Lb.EndToEnd.Tests.Clients;
using Lb.EndToEnd.Tests.Processes;
using Lb.EndToEnd.Tests.Relaying;

namespace Lb.EndToEnd.Tests.Endings;

/// <summary>A client and a server of which each does one thing, and what they and the log then saw of the end.</summary>
/// <param name="client">What the client does once the server has its first byte; null = it only waits for the end.</param>
/// <param name="server">What the server does then; null = it only waits for the end.</param>
internal sealed class ScriptedPair(Func<RawClient, Task>? client, Func<NetworkStream, Task>? server) : IAsyncDisposable
{
    private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource<string> _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ScriptedServer? _server;

    /// <summary>A line of a backend that names the server.</summary>
    public string Line => (_server ??= new ScriptedServer(ServeAsync)).Line;

    /// <summary>Runs both through a balancer.</summary>
    /// <param name="port">Its port.</param>
    /// <param name="folder">The authority that a TLS client trusts; null = plain TCP.</param>
    /// <param name="logAsync">Finds the log line of a client's port.</param>
    public async Task<string> RunAsync(int port, TestFolder? folder, Func<int, Task<string>> logAsync)
    {
        _arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _seen = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var raw = await RawClient.OpenAsync(port);
        var address = raw.LocalAddress;
        var records = new ServerRecords(raw.Stream);
        if (folder is not null) await raw.StartTlsAsync(folder.TlsClient, _ => records);
        await raw.SendAsync("c");
        await _arrived.Task.WaitAsync(Patience.Limit);
        if (client is not null) await client(raw);
        var atClient = await EndOf.SeenAsync(raw.Stream, raw.Socket);
        await raw.DisposeAsync();
        var atServer = await _seen.Task.WaitAsync(Patience.Limit);
        var line = await logAsync(address.Port);
        var words = records.LastWords.Length > 0 ? $"{records.LastWords}, " : "";
        return $"client {words}{atClient}, server {atServer}, log {LogLine.StateOf(line)}";
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }

    // Whoever only looks whether a balancer accepts sends nothing.
    private async Task ServeAsync(NetworkStream stream)
    {
        if (await stream.ReadAsync(new byte[1]) == 0) return;
        _arrived.TrySetResult();
        if (server is not null) await server(stream);
        _seen.TrySetResult(await EndOf.SeenAsync(stream, stream.Socket));
    }
}
