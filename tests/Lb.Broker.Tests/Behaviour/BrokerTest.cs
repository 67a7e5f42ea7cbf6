namespace Lb.Broker.Tests.Behaviour;

/// <summary>A broker of its own for each test.</summary>
public abstract class BrokerTest : IAsyncLifetime
{
    private protected TestBroker Broker { get; init; } = new();

    public async ValueTask InitializeAsync() => await Broker.StartAsync();

    // A behaviour that is right by accident, over a bug that closed the connection, is no success.
    public async ValueTask DisposeAsync()
    {
        Assert.Equal(0, Broker.Counters.Failures);
        await Broker.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
