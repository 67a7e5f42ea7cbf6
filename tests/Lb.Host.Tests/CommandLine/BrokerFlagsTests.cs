using System.CommandLine;
using System.Net;
using Lb.Broker;
using Lb.Broker.Faults;
using Lb.Host.CommandLine;
using Lb.Protocol.Mqtt;

namespace Lb.Host.Tests.CommandLine;

public sealed class BrokerFlagsTests
{
    private readonly List<string> _errors = [];

    [Fact]
    public void ListensOnThePlainPortOfThisMachine_ByDefault()
    {
        var options = Read();

        Assert.Equal([new BrokerBind(new IPEndPoint(IPAddress.Loopback, 1883))], options.Binds);
        Assert.Equal(TimeSpan.FromSeconds(10), options.SystemTopicsInterval);
        Assert.Equal(BrokerFaults.None, options.Faults);
        Assert.Empty(_errors);
    }

    [Theory]
    [InlineData("mqtt://127.0.0.1", "127.0.0.1:1883", false, false)]
    [InlineData("mqtt+proxy://10.0.0.1:1", "10.0.0.1:1", true, false)]
    [InlineData("ws://*", "0.0.0.0:8083", false, true)]
    [InlineData("ws+proxy://[::1]:0", "[::1]:0", true, true)]
    [InlineData("mqtt://[::]", "[::]:1883", false, false)]
    public void ListensWhereItIsTold(string text, string address, bool proxy, bool webSocket)
    {
        var bind = Assert.Single(Read("--listen", text).Binds);

        Assert.Equal(new BrokerBind(IPEndPoint.Parse(address), proxy) { WebSocket = webSocket }, bind);
        Assert.Empty(_errors);
    }

    [Theory]
    [InlineData("127.0.0.1:1883", "write mqtt://")]
    [InlineData("http://127.0.0.1", "write mqtt://")]
    [InlineData("mqtt://localhost", "no IP address")]
    [InlineData("mqtt://127.0.0.1:65536", "no IP address")]
    [InlineData("mqtts://127.0.0.1", "TLS needs --cert")]
    [InlineData("wss+proxy://127.0.0.1", "TLS needs --cert")]
    public void SaysWhatIsWrong_WithAnAddress(string text, string error)
    {
        Read("--listen", text);

        Assert.Contains(error, Assert.Single(_errors), StringComparison.Ordinal);
    }

    [Fact]
    public void MisbehavesAsItIsTold()
    {
        var faults = Read(
            "--fault", "connack-delay=1.5s", "--fault", "refuse=0x97", "--fault", "close-after=10", "--fault", "stop-reading=5",
            "--fault", "slow=100ms", "--fault", "drop=0.25", "--fault", "seed=42").Faults;

        Assert.Equal(
            new BrokerFaults
            {
                ConnAckDelay = TimeSpan.FromSeconds(1.5),
                Refusal = ReasonCode.QuotaExceeded,
                CloseAfterPackets = 10,
                StopReadingAfterPackets = 5,
                AnswerDelay = TimeSpan.FromMilliseconds(100),
                DropShare = 0.25,
                Seed = 42,
            },
            faults);
        Assert.Equal(Timeout.InfiniteTimeSpan, Read("--fault", "connack-delay=never").Faults.ConnAckDelay);
        Assert.Empty(_errors);
    }

    [Theory]
    [InlineData("sleep=1")]
    [InlineData("refuse=0")]
    [InlineData("refuse=0x10")]
    [InlineData("refuse")]
    [InlineData("close-after=0")]
    [InlineData("drop=2")]
    [InlineData("slow=1 day")]
    [InlineData("connack-delay=25000000000000")]
    public void NamesTheFaultsThereAre_WhenOneIsNone(string fault)
    {
        Read("--fault", fault);

        Assert.Contains($"--fault {fault}: write one of connack-delay", Assert.Single(_errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("90", 90)]
    [InlineData("2m", 120)]
    public void WritesTheSnapshotAtTheInterval_ThatIsAskedFor(string text, int seconds)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), Read("--snapshot", "state", "--snapshot-interval", text).SnapshotInterval);
        Assert.Equal(TimeSpan.FromSeconds(60), Read("--snapshot", "state").SnapshotInterval);
        Assert.Empty(_errors);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("soon")]
    public void RefusesASnapshotInterval_ThatIsNoTimeAboveZero(string text)
    {
        Read("--snapshot-interval", text);

        Assert.Contains($"--snapshot-interval {text}: ", Assert.Single(_errors), StringComparison.Ordinal);
    }

    [Fact]
    public void ReportsEverything_ThatIsWrongWithTheFiles()
    {
        var folder = Directory.CreateTempSubdirectory("mqlb-broker-flags-");
        var (passwords, rules) = (Path.Combine(folder.FullName, "users"), Path.Combine(folder.FullName, "acl"));
        File.WriteAllText(passwords, "ann:secret\nbob\n");
        File.WriteAllText(rules, "topic read a/#/b\n");

        Read("--password-file", passwords, "--acl-file", rules, "--cert", Path.Combine(folder.FullName, "absent"), "--deny-publish", "a#", "--sys-interval", "soon");
        folder.Delete(recursive: true);

        foreach (var part in (string[])[$"{passwords}:2: ", $"{rules}:1: ", "absent", "--deny-publish a#", "--sys-interval soon"])
            Assert.Single(_errors, error => error.Contains(part, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(60, 0)]
    [InlineData(65_536, 1)]
    [InlineData(-1, 1)]
    public void TellsAKeepAlive_ThatAPacketCanCarry(int seconds, int errors)
    {
        Assert.Equal(seconds, Read("--max-keep-alive", $"{seconds}").MaximumKeepAlive);
        Assert.Equal(errors, _errors.Count);
    }

    private BrokerOptions Read(params string[] arguments)
    {
        var flags = new BrokerFlags();
        var command = new Command("test");
        flags.AddTo(command);
        var parsed = command.Parse(arguments, MqlbCommand.Parsing);
        Assert.Empty(parsed.Errors);
        return flags.Read(parsed, _errors);
    }
}
