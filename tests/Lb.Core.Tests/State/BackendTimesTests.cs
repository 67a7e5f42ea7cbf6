using Lb.Configuration.Model;
using Lb.Core.Counters;
using Lb.Core.State;
using Lb.Testing.Time;

namespace Lb.Core.Tests.State;

public sealed class BackendTimesTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void CountsDowntimeOfTheBackend_OnlyWhileNoServerIsUsable()
    {
        var backend = Configs.Backend(BalanceAlgorithm.RoundRobin, 1, 1).State(_time);
        _time.Advance(TimeSpan.FromSeconds(5));
        backend.SetAdmin(backend.Servers[0], AdminState.Maintenance);
        _time.Advance(TimeSpan.FromSeconds(7));
        Assert.True(backend.IsUp);
        Assert.Equal(TimeSpan.FromSeconds(12), backend.SinceChange);
        backend.SetAdmin(backend.Servers[1], AdminState.Maintenance);
        _time.Advance(TimeSpan.FromSeconds(11));
        Assert.False(backend.IsUp);
        Assert.Equal(TimeSpan.FromSeconds(11), backend.SinceChange);
        Assert.Equal(TimeSpan.FromSeconds(11), backend.Downtime);
        backend.SetAdmin(backend.Servers[0], AdminState.Ready);
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(TimeSpan.FromSeconds(3), backend.SinceChange);
        Assert.Equal(TimeSpan.FromSeconds(11), backend.Downtime);
    }

    [Fact]
    public void TellsHowLongAgoTheLastEventWas_OnceThereWasOne()
    {
        var rate = new EventRate(_time);
        Assert.Null(rate.SinceLast);
        rate.Mark();
        _time.Advance(TimeSpan.FromSeconds(42));
        Assert.Equal(TimeSpan.FromSeconds(42), rate.SinceLast);
    }
}
