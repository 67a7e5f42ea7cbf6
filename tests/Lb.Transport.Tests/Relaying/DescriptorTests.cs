using System.Net.Sockets;
using Lb.Transport.Tests.Frontends;

namespace Lb.Transport.Tests.Relaying;

/// <summary>Counts the process's descriptors, so it runs while no other test does.</summary>
[Collection(nameof(DescriptorTests))]
[CollectionDefinition(nameof(DescriptorTests), DisableParallelization = true)]
public sealed class DescriptorTests
{
    [Theory]
    [InlineData(LegKind.Plain)]
    [InlineData(LegKind.Tls)]
    public async Task LeavesNoSocketOpen_HoweverARelayEnds(LegKind kind)
    {
        foreach (var end in Ends) await RunOnceAsync(kind, end);
        var before = OpenSockets();

        for (var i = 0; i < 3; i++)
            foreach (var end in Ends) await RunOnceAsync(kind, end);

        Assert.True(SpinWait.SpinUntil(() => OpenSockets() <= before, Limits.Hang), $"{before} sockets before, {OpenSockets()} after");
    }

    private static IEnumerable<Func<RelayedConnection, Task>> Ends =>
    [
        relayed => Done(relayed.Server.Close),
        relayed => Done(relayed.Server.Reset),
        relayed => Done(relayed.ClientSocket.Close),
        relayed => Done(relayed.ClientSocket.Reset),
        relayed => relayed.CloseClientSendingAsync(),
        async relayed => relayed.Run.Stop(),
        async relayed =>
        {
            await relayed.ServerStream.WriteAsync(Streams.Bytes(100_000));
            relayed.Server.Shutdown(SocketShutdown.Send);
        },
    ];

    private static Task Done(Action action)
    {
        action();
        return Task.CompletedTask;
    }

    private static async Task RunOnceAsync(LegKind kind, Func<RelayedConnection, Task> end)
    {
        var relayed = await RelayedConnection.StartAsync(kind);
        await end(relayed);
        await relayed.DisposeAsync();
    }

    private static int OpenSockets() =>
        Directory.EnumerateFiles("/proc/self/fd").Count(path => new FileInfo(path).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true);
}
