using System.Net;
using Lb.Core.Logging;

namespace Lb.Core.Tests.Logging;

public sealed class TcpLogFormatterTests
{
    private static readonly TcpLogLine Line = new()
    {
        Client = new IPEndPoint(IPAddress.Loopback, 43200),
        AcceptedAt = new DateTimeOffset(2026, 11, 21, 1, 24, 29, 952, TimeSpan.Zero),
        Frontend = "w",
        Backend = "w",
        Server = "s2",
        QueueTime = TimeSpan.FromMilliseconds(1),
        ConnectTime = TimeSpan.Zero,
        TotalTime = TimeSpan.Zero,
        BytesToClient = 6,
        TerminationState = "--",
        ProcessConnections = 2,
        FrontendConnections = 2,
        BackendConnections = 1,
    };

    [Fact]
    public void WritesTheMeasuredLine() =>
        Assert.Equal("127.0.0.1:43200 [21/Nov/2026:01:24:29.952] w w/s2 1/0/0 6 -- 2/2/1/0/0 0/0", TcpLogFormatter.TcpLog(Line));

    [Fact]
    public void MarksTls_NoServer_AndPhasesNotReached()
    {
        var line = Line with
        {
            Frontend = "tls",
            Backend = "tls",
            IsTls = true,
            Server = null,
            QueueTime = null,
            ConnectTime = null,
            TotalTime = TimeSpan.FromMilliseconds(1),
            BytesToClient = 0,
            TerminationState = "SC",
        };
        Assert.EndsWith(" tls~ tls/<NOSRV> -1/-1/1 0 SC 2/2/1/0/0 0/0", TcpLogFormatter.TcpLog(line));
    }

    [Fact]
    public void MarksRedispatchAndEarlyLines()
    {
        var line = Line with { Redispatched = true, Retries = 1, IsEarly = true, ServerQueue = 3, BackendQueue = 4 };
        Assert.EndsWith(" 1/0/+0 +6 -- 2/2/1/0/+1 3/4", TcpLogFormatter.TcpLog(line));
    }

    [Fact]
    public void WritesTheShortLine() =>
        Assert.Equal(
            "Connect from 10.0.1.2:33312 to 10.0.3.31:8012 (www/TCP)",
            TcpLogFormatter.ConnectFrom(IPEndPoint.Parse("10.0.1.2:33312"), IPEndPoint.Parse("10.0.3.31:8012"), "www"));

    [Fact]
    public void WritesIPv6AddressesPlain() =>
        Assert.StartsWith("2001:db8::1:4711 [", TcpLogFormatter.TcpLog(Line with { Client = new IPEndPoint(IPAddress.Parse("2001:db8::1"), 4711) }));
}
