using Lb.Transport;
using Microsoft.Extensions.Logging;

namespace Lb.Host.Serving;

/// <summary>A transport that runs on this machine.</summary>
/// <param name="Name">Its name, as <c>--transport</c> takes it.</param>
/// <param name="Create">Makes it, once.</param>
internal sealed record TransportChoice(string Name, Func<TimeProvider, ILoggerFactory, ITransport> Create)
{
    /// <summary>Values of <c>--transport</c>.</summary>
    public static readonly string[] Names = ["portable", "fast"];

    private static readonly TransportChoice Portable = new("portable", (time, log) => new PortableTransport(time, log));

    /// <summary>The transport of a name; null = not available here.</summary>
    /// <param name="name">One of <see cref="Names"/>; null = the best that there is.</param>
    public static TransportChoice? Find(string? name) => name is null || name == Portable.Name ? Portable : null;

    /// <summary>What to print where <see cref="Find"/> found none.</summary>
    public static string Missing(string? name) => $"mqlb: the transport '{name}' is not available here. Leave --transport out, or choose 'portable'.";
}
