using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Lb.Transport.Listening;
using Lb.Transport.Tests.Frontends;
using Microsoft.AspNetCore.Connections;

namespace Lb.Transport.Tests.Listening;

public sealed class GatedListenerTests : IDisposable
{
    private readonly ConcurrentBag<Socket> _clients = [];
    private readonly Channel<ConnectionContext> _served = Channel.CreateUnbounded<ConnectionContext>();

    [Fact]
    public async Task ServesTheExcessLater_WhenAPlaceIsGivenBack()
    {
        var gate = new AcceptGate(2);
        await using var frontend = await TestFrontend.StartAsync([TestFrontend.Bind(gate)], ServeUntilClientLeaves(gate));
        var clients = await ConnectAsync(frontend.Address, 5);
        var first = await NextServedAsync();
        var second = await NextServedAsync();
        await AssertNobodyIsServedAsync();
        Assert.Equal(2, gate.Open);

        Leave(clients, first);
        var third = await NextServedAsync();
        await AssertNobodyIsServedAsync();
        Leave(clients, second);
        Leave(clients, third);
        Leave(clients, await NextServedAsync());
        Leave(clients, await NextServedAsync());

        await BecomesAsync(0, () => gate.Open);
    }

    [Fact]
    public async Task GoesOnAccepting_WhenClientsResetTheConnectionAtOnce()
    {
        var gate = new AcceptGate(1000);
        await using var frontend = await TestFrontend.StartAsync([TestFrontend.Bind(gate)], ServeUntilClientLeaves(gate));
        for (var i = 0; i < 300; i++)
        {
            using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { LingerState = new LingerOption(true, 0) };
            await client.ConnectAsync(frontend.Address).InTime();
        }

        var last = await ConnectAsync(frontend.Address, 1);
        for (var wanted = last[0].LocalEndPoint; !wanted!.Equals((await NextServedAsync()).RemoteEndPoint);)
        {
        }
    }

    [Fact]
    public async Task CountsBothBindsTogether_WhenTheyShareAGate()
    {
        var gate = new AcceptGate(3);
        await using var frontend = await TestFrontend.StartAsync(
            [TestFrontend.Bind(gate), TestFrontend.Bind(gate)], ServeUntilClientLeaves(gate));
        var clients = await ConnectAsync(frontend.AddressOf(0), 3);
        clients.AddRange(await ConnectAsync(frontend.AddressOf(1), 3));

        for (var i = 0; i < 3; i++) await NextServedAsync();
        await AssertNobodyIsServedAsync();

        foreach (var client in clients) client.Dispose();
        for (var i = 0; i < 3; i++) await NextServedAsync();
        await BecomesAsync(0, () => gate.Open);
    }

    [Fact]
    public async Task KeepsNoPlaceOfAnOuterGate_WhileAnInnerOneIsFull()
    {
        var process = new AcceptGate(2);
        var small = new AcceptGate(1);
        await using var frontend = await TestFrontend.StartAsync(
            [TestFrontend.Bind(process, small), TestFrontend.Bind(process)], ServeUntilClientLeaves(process, small));
        await ConnectAsync(frontend.AddressOf(0), 2);
        await NextServedAsync();
        await AssertNobodyIsServedAsync();

        await ConnectAsync(frontend.AddressOf(1), 1);

        await NextServedAsync();
        Assert.Equal(2, process.Open);
    }

    [Fact]
    public async Task GivesEveryPlaceBack_WhenUnboundWhileAConnectionWaits()
    {
        var outer = new AcceptGate(1);
        var inner = new AcceptGate(2);
        var frontend = await TestFrontend.StartAsync([TestFrontend.Bind(outer, inner)], ServeUntilClientLeaves(outer, inner));
        var clients = await ConnectAsync(frontend.Address, 2);
        await NextServedAsync();
        await BecomesAsync(2, () => inner.Open);

        await frontend.DisposeAsync().InTime();

        await BecomesAsync(0, () => inner.Open);
        Assert.Equal(0, outer.Open);
        foreach (var client in clients) Assert.True(await IsOverAsync(client));
    }

    [Fact]
    public async Task RefusesTheAddress_WhenAnotherListenerHasIt()
    {
        await using var frontend = await TestFrontend.StartAsync([TestFrontend.Bind()], _ => Task.CompletedTask);

        await Assert.ThrowsAsync<IOException>(() =>
            TestFrontend.StartAsync([new BindEndPoint(IPAddress.Loopback, frontend.Address.Port, [])], _ => Task.CompletedTask));
    }

    [Fact]
    public async Task TakesTheAddressAgain_WhenConnectionsOfTheLastListenerLinger()
    {
        var frontend = await TestFrontend.StartAsync([TestFrontend.Bind()], _ => Task.CompletedTask);
        var port = frontend.Address.Port;
        var client = (await ConnectAsync(frontend.Address, 1))[0];
        Assert.True(await IsOverAsync(client));
        await frontend.DisposeAsync();

        await using var next = await TestFrontend.StartAsync([new BindEndPoint(IPAddress.Loopback, port, [])], _ => Task.CompletedTask);

        Assert.Equal(port, next.Address.Port);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TakesIpv4ClientsOnTheIpv6AnyAddress_OnlyWhenDualStack(bool dualStack)
    {
        var bind = new BindEndPoint(IPAddress.IPv6Any, 0, []) { DualStack = dualStack };
        await using var frontend = await TestFrontend.StartAsync([bind], _ => Task.CompletedTask);

        var connect = ConnectAsync(frontend.Address, 1);

        if (dualStack) await connect;
        else await Assert.ThrowsAsync<SocketException>(() => connect);
    }

    public void Dispose()
    {
        foreach (var client in _clients) client.Dispose();
    }

    private ConnectionDelegate ServeUntilClientLeaves(params AcceptGate[] gates) => async connection =>
    {
        _served.Writer.TryWrite(connection);
        try
        {
            while (await connection.Transport.Input.ReadAsync() is { IsCompleted: false } read) connection.Transport.Input.AdvanceTo(read.Buffer.End);
        }
        catch (IOException)
        {
            // The client reset: it left.
        }
        catch (ConnectionAbortedException)
        {
            // The frontend stopped.
        }
        finally
        {
            foreach (var gate in gates) gate.Leave();
        }
    };

    private async Task<List<Socket>> ConnectAsync(IPEndPoint address, int count)
    {
        var clients = new List<Socket>();
        for (var i = 0; i < count; i++)
        {
            var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            _clients.Add(client);
            await client.ConnectAsync(address).InTime();
            clients.Add(client);
        }

        return clients;
    }

    private Task<ConnectionContext> NextServedAsync() => _served.Reader.ReadAsync().InTime();

    private async Task AssertNobodyIsServedAsync()
    {
        var next = _served.Reader.WaitToReadAsync().AsTask();
        await Assert.ThrowsAsync<TimeoutException>(() => next.WaitAsync(TimeSpan.FromMilliseconds(200)));
    }

    private static void Leave(List<Socket> clients, ConnectionContext served) =>
        clients.Single(c => c.LocalEndPoint!.Equals(served.RemoteEndPoint)).Shutdown(SocketShutdown.Send);

    private static Task BecomesAsync(int expected, Func<int> value) =>
        Task.Run(() => Assert.True(SpinWait.SpinUntil(() => value() == expected, Limits.Hang)));

    private static async Task<bool> IsOverAsync(Socket client)
    {
        try
        {
            return await client.ReceiveAsync(new byte[1], SocketFlags.None).InTime() == 0;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
