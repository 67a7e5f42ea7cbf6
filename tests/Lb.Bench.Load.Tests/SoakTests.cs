using Lb.Bench.Load.Clients;
using Lb.Bench.Load.Echo;
using Lb.Bench.Load.Loop;
using Lb.Bench.Load.Soak;

namespace Lb.Bench.Load.Tests;

public sealed class SoakTests : IDisposable
{
    private readonly EventLoop _loop = new();
    private readonly EchoServer _echo;

    public SoakTests() => _echo = new EchoServer(_loop, 1);

    public void Dispose()
    {
        _echo.Dispose();
        _loop.Dispose();
    }

    [Fact]
    public void ClientsComeTalkAndGo_UntilTheyAllLeave()
    {
        var load = new SoakLoad(new ClientOpener(_loop, _echo.Addresses[0], tls: null), clients: 5, new Random(3));
        load.Start();
        Assert.True(RunUntil(() => load.Connections >= 50 && load.Messages >= 200));
        load.Stop();
        var (connections, messages) = (load.Connections, load.Messages);

        Assert.False(RunUntil(() => (connections, messages) != (load.Connections, load.Messages), seconds: 0.2));
        Assert.Null(load.Failure);
    }

    [Fact]
    public void TheFirstFailureIsKept_WhenTheServerIsGone()
    {
        var load = new SoakLoad(new ClientOpener(_loop, _echo.Addresses[0], tls: null), clients: 2, new Random(3));
        load.Start();
        Assert.True(RunUntil(() => load.Connections >= 2));
        _echo.Dispose();

        Assert.True(RunUntil(() => load.Failure is not null));
        load.Stop();
    }

    [Theory]
    [InlineData(100_000_000, 100, true)]
    [InlineData(101_900_000, 100, true)]
    [InlineData(98_100_000, 102, true)]
    [InlineData(102_100_000, 100, false)]
    [InlineData(97_900_000, 100, false)]
    [InlineData(100_000_000, 103, false)]
    public void IsBack_WithinTwoPercent(long bytes, int descriptors, bool back) =>
        Assert.Equal(back, new SoakReading(bytes, descriptors).IsBackAt(new SoakReading(100_000_000, 100)));

    [Fact]
    public void SoaksForTwentyMinutes_WithoutArguments()
    {
        var (options, error) = SoakOptions.Parse([]);

        Assert.Null(error);
        Assert.Equal((20, 100, TimeSpan.FromMinutes(1), "mqlb"), (options!.Minutes, options.Clients, options.Interval, options.Balancer.Name));
    }

    [Theory]
    [InlineData("--minutes", "0")]
    [InlineData("--minutes", "NaN")]
    [InlineData("--clients", "5000")]
    [InlineData("--balancer", "envoy")]
    [InlineData("--colour", "red")]
    public void NamesWhatIsWrong_WhenAnArgumentIs(string option, string value)
    {
        var (options, error) = SoakOptions.Parse([option, value]);

        Assert.Null(options);
        Assert.Contains(option, error, StringComparison.Ordinal);
    }

    private bool RunUntil(Func<bool> done, double seconds = 30) =>
        _loop.RunUntil(done, TimeSpan.FromSeconds(seconds), TestContext.Current.CancellationToken);
}
