using Lb.Configuration.Model;
using Lb.Proxy.Tls;

namespace Lb.Host.Running;

/// <summary>What a config asks for and the transport cannot give.</summary>
internal static class TransportNotes
{
    private static readonly int DefaultBufferSize = new GlobalConfig().BufferSize;

    /// <summary>Warnings ready to print; null where there is nothing to say.</summary>
    /// <param name="config">The config.</param>
    /// <param name="transport">Name of the transport.</param>
    /// <param name="hasKernelTls">Whether the kernel can do TLS records; asked where a bind wants that, since the answer takes a connection.</param>
    public static string? Of(LbConfig config, string transport, Func<bool> hasKernelTls)
    {
        string[] notes = [.. transport == "portable" ? OfPortable(config) : OfFast(config, hasKernelTls)];
        return notes.Length > 0 ? string.Join(Environment.NewLine, notes.Select(note => $"mqlb: warning: {note}")) : null;
    }

    private static IEnumerable<string> OfPortable(LbConfig config) => [.. ThreadsOf(config), .. PortableTlsNotes.Of(config)];

    private static IEnumerable<string> ThreadsOf(LbConfig config) => config.Global.Threads is { } threads && threads != Environment.ProcessorCount
        ? [$"'nbthread {threads}' has no effect on the portable transport: it shares the runtime's threads, one for each of "
            + $"{Environment.ProcessorCount} cores. Give the process fewer cores (taskset, a container's limit) to use fewer."]
        : [];

    private static IEnumerable<string> OfFast(LbConfig config, Func<bool> hasKernelTls) => [.. BuffersOf(config), .. KernelTlsOf(config, hasKernelTls)];

    private static IEnumerable<string> KernelTlsOf(LbConfig config, Func<bool> hasKernelTls) => config.Frontends
        .SelectMany(frontend => frontend.Binds)
        .Where(bind => bind.Tls is { Handshake.UsesKernel: true } && !hasKernelTls())
        .Select(bind => $"{bind.Location}: 'bind {bind.Address}': this kernel offers no TLS, so 'ktls on' has no effect. Load its module: modprobe tls.");

    private static IEnumerable<string> BuffersOf(LbConfig config) => config.Global.BufferSize is var size && size != DefaultBufferSize
        ? [$"buffers of {size} bytes ('tune.bufsize', or nginx's 'proxy_buffer_size') have no effect on the relay of the fast transport: each thread reads "
            + "into one buffer of 32 KB for all its connections, and none of them keeps one. Rules see as much of a client's first bytes as before. "
            + "Remove the line, or choose '--transport portable'."]
        : [];
}
