using System.Collections.Concurrent;
using Lb.Transport.Reactors;
using Microsoft.AspNetCore.Connections;

namespace Lb.Transport.Tests.Reactors.Serving;

public sealed class ThreadTests
{
    private const int Clients = 64;
    private readonly ConcurrentQueue<Reactor?[]> _seen = new();

    [Fact]
    public async Task SpreadsClientsOverItsReactors_AndRunsTheStagesOfEachOnOneThread()
    {
        await using var front = await ReactorFront.StartAsync(new FrontPlan { Reactors = 4, SetUp = WaitInManyWaysAsync });
        var clients = new List<IDisposable>();
        for (var i = 0; i < Clients; i++)
        {
            var (socket, stream) = await front.OpenClientAsync();
            await stream.WriteAsync(new byte[1]);
            clients.AddRange([socket, await front.AcceptAsync()]);
        }

        Assert.InRange(front.Reactors.Count, 2, 4);
        Assert.Equal(Clients, _seen.Count);
        Assert.All(_seen, reactors => Assert.Single(reactors.Distinct()));
        Assert.All(_seen, reactors => Assert.NotNull(reactors[0]));
        foreach (var client in clients) client.Dispose();
    }

    private async Task WaitInManyWaysAsync(ConnectionContext connection)
    {
        var first = Reactor.Current;
        var read = await connection.Transport.Input.ReadAsync();
        connection.Transport.Input.AdvanceTo(read.Buffer.End);
        var afterRead = Reactor.Current;
        await Task.Yield();
        var afterYield = Reactor.Current;
        await Task.Run(() => Assert.Null(Reactor.Current));
        _seen.Enqueue([first, afterRead, afterYield, Reactor.Current]);
    }
}
