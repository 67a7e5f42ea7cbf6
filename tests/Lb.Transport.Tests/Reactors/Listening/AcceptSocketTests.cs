using System.Net;
using System.Net.Sockets;
using Lb.Transport.Listening;
using Lb.Transport.Reactors;
using Lb.Transport.Reactors.Listening;

namespace Lb.Transport.Tests.Reactors.Listening;

public sealed class AcceptSocketTests
{
    private const int Waiting = 200;

    [Fact]
    public void AcceptsOneThenTwiceAsManyATurnUpTo64_WhileClientsWait()
    {
        // Not started: this thread takes the turns.
        using var reactor = new Reactor(0, TimeProvider.System, 1 << 20, TimeSpan.Zero, _ => Assert.Fail("a step threw"));
        var accepted = 0;
        var bind = new BindEndPoint(IPAddress.Loopback, 0, []) { Stages = _ => Count(ref accepted) };
        var socket = new AcceptSocket(reactor, bind, ListenSockets.Open(bind, 1, out var address)[0]);
        reactor.Listen(socket);

        var storm = Connect(address, Waiting);
        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 64, 9, 0], Turns(10));
        var calm = Connect(address, 3);
        Assert.Equal([1, 2, 0], Turns(3));

        reactor.Unlisten(socket);
        foreach (var client in storm.Concat(calm)) client.Dispose();

        int[] Turns(int count)
        {
            var turns = new int[count];
            for (var i = 0; i < count; i++)
            {
                var before = accepted;
                socket.OnReadable();
                turns[i] = accepted - before;
            }

            return turns;
        }
    }

    private static Task Count(ref int accepted)
    {
        accepted++;
        return Task.CompletedTask;
    }

    private static List<Socket> Connect(IPEndPoint address, int count)
    {
        var clients = new List<Socket>();
        for (var i = 0; i < count; i++)
        {
            var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            client.Connect(address);
            clients.Add(client);
        }

        return clients;
    }
}
