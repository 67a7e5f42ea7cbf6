using System.Net;
using System.Net.Sockets;
using Lb.Transport.Dialing;
using Lb.Transport.Relaying;
using Lb.Transport.Relaying.Portable;
using Lb.Transport.Tests.Frontends;
using Microsoft.AspNetCore.Connections;

namespace Lb.Transport.Tests.Relaying;

public sealed class RelayGroupTests
{
    [Fact]
    public async Task EndsAllOfAGroupAndNoOther_WhenItIsStopped()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var groups = 0;
        var ends = new GroupEnds();
        var relay = new PortableRelay(ends, TimeProvider.System);
        await using var frontend = await TestFrontend.StartAsync(RelayAsync);
        var clients = new List<(Socket Client, Socket Server)>();
        for (var i = 0; i < 4; i++)
        {
            var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await client.ConnectAsync(frontend.Address).InTime();
            clients.Add((client, await listener.AcceptAsync().InTime()));
        }

        Assert.True(SpinWait.SpinUntil(() => relay.RunningOf(0).Count == 2 && relay.RunningOf(1).Count == 2, Limits.Hang));
        relay.Stop(1);
        Assert.True(SpinWait.SpinUntil(() => ends.Seen.Count == 2, Limits.Hang));
        Assert.All(ends.Seen, end => Assert.Equal((1, RelayEnd.GroupStopped), end));
        Assert.Empty(relay.RunningOf(1));
        Assert.Equal(2, relay.RunningOf(0).Count);
        relay.Stop(7);
        foreach (var (client, server) in clients)
        {
            client.Dispose();
            server.Dispose();
        }

        Assert.True(SpinWait.SpinUntil(() => ends.Seen.Count == 4 && relay.RunningOf(0).Count == 0, Limits.Hang));

        async Task RelayAsync(ConnectionContext connection)
        {
            var group = (Interlocked.Increment(ref groups) - 1) % 2;
            var request = new DialRequest((IPEndPoint)listener.LocalEndPoint!, null, false, false, null);
            var dialed = await new PortableDialer(TimeProvider.System).DialAsync(connection, request, default);
            await relay.RelayAsync(new RelayLegs(connection, dialed.Leg!), new RelaySettings { Group = group }, RelayTag.From(group));
        }
    }

    private sealed class GroupEnds : IRelayCompletion
    {
        private readonly List<(int Group, RelayEnd End)> _seen = [];

        public IReadOnlyList<(int Group, RelayEnd End)> Seen
        {
            get
            {
                lock (_seen) return [.. _seen];
            }
        }

        public void Ended(in RelayTag tag, in RelayOutcome outcome)
        {
            lock (_seen) _seen.Add((tag.To<int>(), outcome.End));
        }
    }
}
