using Lb.Configuration.Model;
using Lb.Transport;
using Lb.Transport.Reactors;
using Microsoft.Extensions.Logging;

namespace Lb.Host.Serving;

/// <summary>A transport that runs on this machine.</summary>
/// <param name="Name">Its name, as <c>--transport</c> takes it.</param>
/// <param name="Create">Makes it, once: from the process's settings, the clock, Kestrel's log, and who is told of bugs.</param>
internal sealed record TransportChoice(string Name, Func<GlobalConfig, TimeProvider, ILoggerFactory, Action<Exception>, ITransport> Create)
{
    /// <summary>Values of <c>--transport</c>.</summary>
    public static readonly string[] Names = ["portable", "fast"];

    private static readonly TransportChoice Portable = new("portable", (_, time, log, _) => new PortableTransport(time, log));

    private static readonly TransportChoice Fast = new(
        "fast", (global, time, log, bug) => new ReactorTransport(SettingsOf(global), time, log, bug));

    /// <summary>The transport of a name; null = not available here.</summary>
    /// <param name="name">One of <see cref="Names"/>; null = the best that there is.</param>
    public static TransportChoice? Find(string? name) => name switch
    {
        null => ReactorTransport.IsSupported ? Fast : Portable,
        "portable" => Portable,
        _ => ReactorTransport.IsSupported ? Fast : null,
    };

    /// <summary>What to print where <see cref="Find"/> found none.</summary>
    public static string Missing(string? name) =>
        $"mqlb: the transport '{name}' needs 64-bit Linux with OpenSSL 3 (libssl.so.3), which was not found. Leave --transport out, or choose 'portable'.";

    private static ReactorSettings SettingsOf(GlobalConfig global)
    {
        var reactors = global.Threads ?? Environment.ProcessorCount;
        return new ReactorSettings(reactors, Math.Max(ReactorSettings.DefaultBufferLimit, reactors * ReactorSettings.LeastBufferShare));
    }
}
