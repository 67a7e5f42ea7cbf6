using System.Collections.Immutable;

namespace Lb.Configuration.Model;

/// <summary>What a check does; closed: the nested records are all there are.</summary>
public abstract record CheckMethod
{
    private CheckMethod()
    {
    }

    /// <summary>Connects and closes.</summary>
    public sealed record TcpConnect : CheckMethod;

    /// <summary><c>option tcp-check</c> with its steps.</summary>
    public sealed record Script(ImmutableArray<TcpCheckStep> Steps) : CheckMethod;

    /// <summary><c>option mqtt-check</c>: CONNECT with a clean session, CONNACK, DISCONNECT. A refusal for bad credentials still proves life.</summary>
    /// <param name="Level">Protocol level: 3, 4 or 5.</param>
    /// <param name="ClientId">Client identifier; empty = one made for each check.</param>
    /// <param name="Username">Null = none.</param>
    /// <param name="Password">Null = none.</param>
    public sealed record Mqtt(int Level, string ClientId, string? Username, string? Password) : CheckMethod;
}
