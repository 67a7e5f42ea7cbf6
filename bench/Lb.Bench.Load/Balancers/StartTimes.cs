namespace Lb.Bench.Load.Balancers;

/// <summary>How long a balancer took from exec until it served.</summary>
/// <param name="Accept">Until the first TCP connection was accepted by its listening socket.</param>
/// <param name="Connack">Until a client that was sent on to a broker had its CONNACK.</param>
internal readonly record struct StartTimes(TimeSpan Accept, TimeSpan Connack);
