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
}
