using System.Net;

namespace Lb.Configuration;

/// <summary>What reading a configuration needs from outside, so that tests can stand in for it.</summary>
public sealed record ConfigEnvironment
{
    /// <summary>Value of an environment variable; null = not set.</summary>
    public Func<string, string?> GetVariable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>Addresses of a name; empty = it cannot be resolved. Never throws.</summary>
    public required Func<string, IReadOnlyList<IPAddress>> Resolve { get; init; }

    /// <summary>The machine that reads: its own variables and resolver.</summary>
    public static ConfigEnvironment System { get; } = new() { Resolve = SystemResolver.Resolve };
}
