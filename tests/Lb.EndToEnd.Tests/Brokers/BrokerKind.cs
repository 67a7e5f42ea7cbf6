namespace Lb.EndToEnd.Tests.Brokers;

/// <summary>The brokers that tests put behind the balancer.</summary>
public enum BrokerKind
{
    /// <summary>mosquitto, a process of its own.</summary>
    Mosquitto,

    /// <summary>The project's reference broker, in the test's process.</summary>
    Reference,
}
