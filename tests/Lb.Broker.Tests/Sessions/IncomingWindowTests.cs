using Lb.Broker.Sessions;

namespace Lb.Broker.Tests.Sessions;

public sealed class IncomingWindowTests
{
    private readonly IncomingWindow _window = new();

    [Fact]
    public void IsNewOnce_UntilThePacketIdIsReleased()
    {
        Assert.Equal(IncomingVerdict.New, _window.Receive(5, limit: 2));
        Assert.Equal(IncomingVerdict.Repeated, _window.Receive(5, limit: 2));
        Assert.True(_window.Release(5));
        Assert.False(_window.Release(5));
        Assert.Equal(IncomingVerdict.New, _window.Receive(5, limit: 2));
    }

    [Fact]
    public void IsTooMany_WhenTheReceiveMaximumIsUsedUp()
    {
        _window.Receive(1, limit: 2);
        _window.Receive(2, limit: 2);

        Assert.Equal(IncomingVerdict.TooMany, _window.Receive(3, limit: 2));
        Assert.Equal(IncomingVerdict.Repeated, _window.Receive(2, limit: 2));
        Assert.Equal(2, _window.Count);
    }
}
