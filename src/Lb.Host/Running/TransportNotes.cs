using Lb.Configuration.Model;

namespace Lb.Host.Running;

/// <summary>What a config asks for and the transport cannot give.</summary>
internal static class TransportNotes
{
    /// <summary>A warning ready to print; null where there is nothing to say.</summary>
    public static string? Of(LbConfig config, string transport) =>
        transport == "portable" && config.Global.Threads is { } threads && threads != Environment.ProcessorCount
        ? $"mqlb: warning: 'nbthread {threads}' has no effect on the portable transport: it shares the runtime's threads, one for each of "
            + $"{Environment.ProcessorCount} cores. Give the process fewer cores (taskset, a container's limit) to use fewer."
        : null;
}
