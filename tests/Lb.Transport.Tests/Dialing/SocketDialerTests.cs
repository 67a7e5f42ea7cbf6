using System.Net;
using System.Net.Sockets;
using Lb.Testing.Time;
using Lb.Transport.Dialing;
using Lb.Transport.Tests.Frontends;

namespace Lb.Transport.Tests.Dialing;

public sealed class SocketDialerTests : IDisposable
{
    private readonly Socket _listener = Listen(128);
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task Connects_WhenTheServerListens()
    {
        var outcome = await DialAsync(To(_listener));

        Assert.Equal(DialStatus.Connected, outcome.Status);
        using var socket = outcome.Socket!;
        Assert.True(socket.NoDelay);
        Assert.Equal(socket.LocalEndPoint, (await _listener.AcceptAsync().InTime()).RemoteEndPoint);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SetsKeepAlive_OnlyWhenAskedFor(bool keepAlive)
    {
        var outcome = await DialAsync(To(_listener) with { KeepAlive = keepAlive });

        using var socket = outcome.Socket!;
        Assert.Equal(keepAlive, (int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive)! != 0);
    }

    [Fact]
    public async Task IsRefused_WhenNobodyListens()
    {
        var request = To(_listener);
        _listener.Dispose();

        var outcome = await DialAsync(request);

        Assert.Equal((DialStatus.Refused, null, SocketError.ConnectionRefused), (outcome.Status, outcome.Socket, outcome.Error));
    }

    [Fact]
    public async Task TimesOut_WhenTheServerDoesNotAnswerInTime()
    {
        using var full = new FullBacklog();

        var dial = DialAsync(new DialRequest(full.Address, null, false, false, TimeSpan.FromSeconds(5)));
        _clock.Advance(TimeSpan.FromSeconds(4.999));
        Assert.False(dial.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.001));

        var outcome = await dial;
        Assert.Equal((DialStatus.TimedOut, null), (outcome.Status, outcome.Socket));
    }

    [Fact]
    public async Task IsCancelled_WhenTheCallerGivesUpFirst()
    {
        using var full = new FullBacklog();
        using var cancel = new CancellationTokenSource();

        var dial = new SocketDialer(_clock)
            .DialAsync(new DialRequest(full.Address, null, false, false, TimeSpan.FromSeconds(5)), cancel.Token).AsTask();
        await cancel.CancelAsync();

        Assert.Equal(DialStatus.Cancelled, (await dial.InTime()).Status);
    }

    [Fact]
    public async Task LeavesNoTimerBehind_WhenConnected()
    {
        var outcome = await DialAsync(To(_listener) with { Timeout = TimeSpan.FromSeconds(5) });

        outcome.Socket!.Dispose();
        Assert.Equal(0, _clock.ArmedTimers);
    }

    [Fact]
    public async Task LeavesFromTheGivenSource()
    {
        var outcome = await DialAsync(To(_listener) with { Source = new IPEndPoint(IPAddress.Parse("127.0.0.77"), 0) });

        using var socket = outcome.Socket!;
        var seen = (IPEndPoint)(await _listener.AcceptAsync().InTime()).RemoteEndPoint!;
        Assert.Equal(IPAddress.Parse("127.0.0.77"), seen.Address);
    }

    [Fact]
    public async Task PicksThePortAtConnect_WhenOnlyTheSourceAddressIsBound()
    {
        // Only with IP_BIND_ADDRESS_NO_PORT does the kernel pick the port at connect; without it, bind alone would pick one.
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        ServerSocketOptions.PrepareSource(socket, transparent: false);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        Assert.Equal(0, ((IPEndPoint)socket.LocalEndPoint!).Port);
        await socket.ConnectAsync(_listener.LocalEndPoint!).InTime();
        Assert.NotEqual(0, ((IPEndPoint)(await _listener.AcceptAsync().InTime()).RemoteEndPoint!).Port);
    }

    [Fact]
    public async Task HasNoSource_WhenTheAddressIsNotOfThisMachine()
    {
        var outcome = await DialAsync(To(_listener) with { Source = new IPEndPoint(IPAddress.Parse("192.0.2.1"), 0) });

        Assert.Equal((DialStatus.SourceUnavailable, SocketError.AddressNotAvailable), (outcome.Status, outcome.Error));
    }

    [Fact]
    public async Task HasNoSource_WhenTheSourcePortIsTakenForThisServer()
    {
        var first = await DialAsync(To(_listener) with { Source = new IPEndPoint(IPAddress.Loopback, 0) });
        using var taken = first.Socket!;

        var outcome = await DialAsync(To(_listener) with { Source = (IPEndPoint)taken.LocalEndPoint! });

        Assert.Equal((DialStatus.SourceUnavailable, null), (outcome.Status, outcome.Socket));
    }

    [Fact]
    public async Task HasNoSource_WhenItsFamilyIsNotTheServers()
    {
        var outcome = await DialAsync(To(_listener) with { Source = new IPEndPoint(IPAddress.IPv6Loopback, 0) });

        Assert.Equal((DialStatus.SourceUnavailable, null), (outcome.Status, outcome.Socket));
    }

    [Fact]
    public async Task TakesAnIpv4SourceInIpv6Clothes_WhenTheServerIsIpv4()
    {
        var mapped = IPAddress.Parse("127.0.0.78").MapToIPv6();

        var outcome = await DialAsync(To(_listener) with { Source = new IPEndPoint(mapped, 0) });

        Assert.Equal(DialStatus.Connected, outcome.Status);
        using var socket = outcome.Socket!;
        Assert.Equal(IPAddress.Parse("127.0.0.78"), ((IPEndPoint)socket.LocalEndPoint!).Address);
    }

    [Theory]
    [InlineData("192.0.2.9", "127.0.0.1")]
    [InlineData("2001:db8::9", "::1")]
    public void BindsAnAddressOfAnotherMachine_WhenTransparent(string source, string server)
    {
        var family = IPAddress.Parse(server).AddressFamily;
        Assert.SkipUnless(ServerSocketOptions.CanBeTransparent(family), "IP_TRANSPARENT needs CAP_NET_ADMIN or CAP_NET_RAW");
        using var socket = new Socket(family, SocketType.Stream, ProtocolType.Tcp);

        ServerSocketOptions.PrepareSource(socket, transparent: true);
        socket.Bind(new IPEndPoint(IPAddress.Parse(source), 0));

        Assert.Equal(IPAddress.Parse(source), ((IPEndPoint)socket.LocalEndPoint!).Address);
    }

    public void Dispose() => _listener.Dispose();

    private static Socket Listen(int backlog)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen(backlog);
        return socket;
    }

    private static DialRequest To(Socket listener) => new((IPEndPoint)listener.LocalEndPoint!, null, false, false, null);

    private Task<SocketDialOutcome> DialAsync(DialRequest request) => new SocketDialer(_clock).DialAsync(request, default).InTime();

    /// <summary>A listener whose accept queue is full: the kernel drops what further clients send, so they hear nothing.</summary>
    private sealed class FullBacklog : IDisposable
    {
        private readonly Socket _listener = Listen(1);
        private readonly List<Socket> _waiting = [];

        public FullBacklog()
        {
            for (var i = 0; i < 4; i++)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
                _waiting.Add(socket);
                var error = Assert.ThrowsAny<SocketException>(() => socket.Connect(Address));
                Assert.Contains(error.SocketErrorCode, new[] { SocketError.WouldBlock, SocketError.InProgress });
            }
        }

        public IPEndPoint Address => (IPEndPoint)_listener.LocalEndPoint!;

        public void Dispose()
        {
            foreach (var socket in _waiting) socket.Dispose();
            _listener.Dispose();
        }
    }
}
