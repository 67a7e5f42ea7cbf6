using Lb.Configuration.Model;
using Lb.Proxy.Tls;

namespace Lb.Host.Running;

/// <summary>What a config asks for and the transport cannot give.</summary>
internal static class TransportNotes
{
    /// <summary>Warnings ready to print; null where there is nothing to say.</summary>
    public static string? Of(LbConfig config, string transport)
    {
        if (transport != "portable") return null;
        string[] notes = [.. ThreadsOf(config), .. PortableTlsNotes.Of(config).Select(note => $"mqlb: warning: {note}")];
        return notes.Length > 0 ? string.Join(Environment.NewLine, notes) : null;
    }

    private static IEnumerable<string> ThreadsOf(LbConfig config) => config.Global.Threads is { } threads && threads != Environment.ProcessorCount
        ? [$"mqlb: warning: 'nbthread {threads}' has no effect on the portable transport: it shares the runtime's threads, one for each of "
            + $"{Environment.ProcessorCount} cores. Give the process fewer cores (taskset, a container's limit) to use fewer."]
        : [];
}
