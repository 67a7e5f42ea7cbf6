using Lb.Configuration.Model;
using Lb.Core.Health;
using Lb.Testing.Time;

namespace Lb.Core.Tests.Health;

public sealed class PassiveFailuresTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly PassiveFailures _failures;

    public PassiveFailuresTests() => _failures = new PassiveFailures(new PassiveFailureConfig(2, TimeSpan.FromSeconds(10)), _time);

    [Fact]
    public void TakesTheServerOut_AtTheLastAllowedFailure()
    {
        Assert.False(_failures.OnFailed());
        Assert.True(_failures.IsUsable);
        Assert.True(_failures.OnFailed());
        Assert.False(_failures.IsUsable);
    }

    [Fact]
    public void LetsOneConnectionTry_WhenThePeriodIsOver()
    {
        TakeOut();
        _time.Advance(TimeSpan.FromSeconds(10.1));
        Assert.True(_failures.IsUsable);
        _failures.OnPicked();
        Assert.False(_failures.IsUsable);
    }

    [Fact]
    public void ComesBack_WhenTheTryStands()
    {
        TakeOut();
        _time.Advance(TimeSpan.FromSeconds(11));
        _failures.OnPicked();
        _failures.OnConnected();
        Assert.True(_failures.IsUsable);
        Assert.False(_failures.OnFailed());
    }

    [Fact]
    public void StaysOutForAnotherPeriod_WhenTheTryFails()
    {
        TakeOut();
        _time.Advance(TimeSpan.FromSeconds(11));
        _failures.OnPicked();
        _failures.OnFailed();
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(_failures.IsUsable);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.True(_failures.IsUsable);
    }

    private void TakeOut()
    {
        _failures.OnFailed();
        _failures.OnFailed();
    }
}
