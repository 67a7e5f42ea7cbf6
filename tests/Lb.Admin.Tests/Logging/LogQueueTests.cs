using System.Net;
using System.Net.Sockets;
using System.Text;
using Lb.Admin.Logging;
using Lb.Configuration.Model;
using Lb.Core.Counters;
using Lb.Core.Logging;
using Lb.Testing.Time;

namespace Lb.Admin.Tests.Logging;

public sealed class LogQueueTests
{
    private static readonly LogOrigin Origin = new("mqlb", 1, "lb1");
    private readonly ManualTimeProvider _time = new();
    private readonly Counter _dropped = new();

    [Fact]
    public async Task DropsAndCountsLines_WhenTheQueueIsFull()
    {
        var transport = new StalledTransport();
        var queue = Queue(Raw, transport, capacity: 2);
        queue.Write(SyslogLevel.Info, "in hand");
        await transport.Reached;
        foreach (var line in new[] { "waits 1", "waits 2", "lost 1", "lost 2", "lost 3" }) queue.Write(SyslogLevel.Info, line);
        Assert.Equal(3, queue.Dropped.Value);
        Assert.Equal(3, _dropped.Value);
        transport.Allow(3);
        await queue.DisposeAsync();
        Assert.Equal(["in hand\n", "waits 1\n", "waits 2\n"], transport.Lines);
    }

    [Fact]
    public async Task GivesUpAndCountsTheRest_WhenTheReceiverDoesNotTakeTheLinesAtShutdown()
    {
        var transport = new StalledTransport();
        var queue = Queue(Raw, transport);
        for (var line = 0; line < 5; line++) queue.Write(SyslogLevel.Info, "x");
        await transport.Reached;
        var disposal = queue.DisposeAsync().AsTask();
        _time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(disposal.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        await disposal;
        Assert.Equal(5, queue.Dropped.Value);
    }

    [Fact]
    public async Task SendsOnlyWhatIsSevereEnough_WhereTheTargetHasALevel()
    {
        var transport = new StalledTransport();
        transport.Allow(10);
        var queue = Queue(Raw with { MaxLevel = 4 }, transport);
        queue.Write(SyslogLevel.Notice, "up");
        queue.Write(SyslogLevel.Warning, "odd");
        queue.Write(SyslogLevel.Alert, "down");
        await queue.DisposeAsync();
        Assert.Equal(["odd\n", "down\n"], transport.Lines);
    }

    [Fact]
    public async Task WritesEveryLineToTheStream_InOrder()
    {
        using var stream = new MemoryStream();
        var queue = Queue(Raw, new StreamLogTransport(stream));
        for (var line = 0; line < 3000; line++) queue.Write(SyslogLevel.Info, $"line {line}");
        await queue.DisposeAsync();
        Assert.Equal(string.Concat(Enumerable.Range(0, 3000).Select(line => $"line {line}\n")), Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    public async Task SendsOneDatagramForEachLine_OverUdp(string name)
    {
        var v6 = name == "[::1]";
        using var receiver = new Socket(v6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        receiver.Bind(new IPEndPoint(v6 ? IPAddress.IPv6Loopback : IPAddress.Loopback, 0));
        var address = $"{name}:{((IPEndPoint)receiver.LocalEndPoint!).Port}";
        var config = new LogTargetConfig { Transport = LogTransport.Udp, Address = address };
        await using var queue = Queue(config, new UdpLogTransport(address));
        queue.Write(SyslogLevel.Info, "one");
        queue.Write(SyslogLevel.Alert, "two");
        Assert.Equal("<134>Jan  1 00:00:00 mqlb[1]: one\n", await ReceiveAsync(receiver));
        Assert.Equal("<129>Jan  1 00:00:00 mqlb[1]: two\n", await ReceiveAsync(receiver));
    }

    [Fact]
    public async Task FindsTheReceiverAgain_WhenItsUnixSocketWasReplaced()
    {
        var folder = Directory.CreateTempSubdirectory("mqlb-log-");
        var path = Path.Combine(folder.FullName, "log");
        await using var queue = Queue(Raw with { Transport = LogTransport.Unix, Address = path }, new UnixLogTransport(path));
        using (var first = Listen(path))
        {
            queue.Write(SyslogLevel.Info, "to the first");
            Assert.Equal("to the first\n", await ReceiveAsync(first));
        }

        File.Delete(path);
        using var second = Listen(path);
        queue.Write(SyslogLevel.Info, "to the second");
        Assert.Equal("to the second\n", await ReceiveAsync(second));
        Assert.Equal(0, _dropped.Value);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task CountsEachLine_WhenThereIsNoUnixSocket()
    {
        var path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));
        var queue = Queue(Raw, new UnixLogTransport(path));
        for (var line = 0; line < 3; line++) queue.Write(SyslogLevel.Info, "x");
        await queue.DisposeAsync();
        Assert.Equal(3, queue.Dropped.Value);
    }

    [Fact]
    public async Task CountsEachLine_WhenTheNameOfTheReceiverDoesNotResolve()
    {
        var queue = Queue(Raw, new UdpLogTransport("nobody.invalid:514"));
        queue.Write(SyslogLevel.Info, "x");
        await queue.DisposeAsync();
        Assert.Equal(1, _dropped.Value);
    }

    private static LogTargetConfig Raw { get; } = new() { Transport = LogTransport.Stdout, Format = LogFormat.Raw };

    private static Socket Listen(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        return socket;
    }

    private static async Task<string> ReceiveAsync(Socket socket)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var buffer = new byte[2048];
        var length = await socket.ReceiveAsync(buffer, deadline.Token);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    private LogQueue Queue(LogTargetConfig config, ILogTransport transport, int capacity = LogQueue.Capacity) =>
        new(config, transport, Origin, _dropped, _time, capacity);
}
