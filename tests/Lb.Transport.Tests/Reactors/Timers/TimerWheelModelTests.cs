namespace Lb.Transport.Tests.Reactors.Timers;

public sealed class TimerWheelModelTests
{
    [Fact]
    public void ExpiresEveryTimerInTime_WhateverIsDoneToTheWheel() => Seeded.Check(random =>
    {
        using var wheel = new ModelledWheel(random);
        for (var i = 0; i < 500; i++) wheel.Step();
        Assert.NotEqual(0, wheel.Expirations);
    });

    [Fact]
    public void ExpiresEveryTimerInTime_WhenACallEndsAFewOnly() => Seeded.Check(random =>
    {
        using var wheel = new ModelledWheel(random, mostExpiries: random.Next(1, 8));
        for (var i = 0; i < 500; i++) wheel.Step();
        Assert.NotEqual(0, wheel.Expirations);
    });
}
