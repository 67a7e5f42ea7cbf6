using System.Collections.Immutable;

namespace Lb.Configuration.HaProxy.Keywords;

/// <summary>Statements of section <c>global</c> that sound configs contain and nothing follows from here; each says why.</summary>
internal static class GlobalKeywordsWithoutEffect
{
    private const string Starter = "whatever starts this program (systemd, a container) sets it";
    private const string Memory = "memory is managed by the runtime";
    private const string Http = "HTTP is not forwarded";

    /// <summary>Rows in the order of the reference.</summary>
    public static ImmutableArray<GlobalKeyword> All { get; } =
    [
        GlobalKeyword.WithoutEffect("daemon", "", "the program stays in the foreground; let systemd or a container keep it"),
        GlobalKeyword.WithoutEffect("master-worker", "[no-exit-on-failure]", "there is one process; SIGHUP replaces certificates, and a new configuration needs a restart"),
        GlobalKeyword.WithoutEffect("user", "<name>", $"the user stays; {Starter}"),
        GlobalKeyword.WithoutEffect("group", "<name>", $"the group stays; {Starter}"),
        GlobalKeyword.WithoutEffect("uid", "<number>", $"the user stays; {Starter}"),
        GlobalKeyword.WithoutEffect("gid", "<number>", $"the group stays; {Starter}"),
        GlobalKeyword.WithoutEffect("chroot", "<folder>", $"the root folder stays; {Starter}"),
        GlobalKeyword.WithoutEffect("pidfile", "<file>", "the process id is written where the option -p says"),
        GlobalKeyword.WithoutEffect("ulimit-n", "<number>", $"the limit of file descriptors stays; {Starter}"),
        GlobalKeyword.WithoutEffect("fd-hard-limit", "<number>", $"the limit of file descriptors stays; {Starter}"),
        GlobalKeyword.WithoutEffect("maxpipes", "<number>", "no pipes are used"),
        GlobalKeyword.WithoutEffect("cpu-map", "<sets>", "threads are placed by the system; use taskset or a CPU set"),
        GlobalKeyword.WithoutEffect("node", "<name>", "'description' names the process"),
        GlobalKeyword.WithoutEffect("quiet", "", "the option -q does this"),
        GlobalKeyword.WithoutEffect("expose-experimental-directives", "", "what there is needs no permission"),
        GlobalKeyword.WithoutEffect("noepoll", "", "the runtime chooses how it polls"),
        GlobalKeyword.WithoutEffect("nosplice", "", "splicing is not used"),
        GlobalKeyword.WithoutEffect("ssl-default-server-ciphers", "<list>", "servers are reached without TLS"),
        GlobalKeyword.WithoutEffect("ssl-default-server-ciphersuites", "<list>", "servers are reached without TLS"),
        GlobalKeyword.WithoutEffect("ssl-default-server-options", "<options>", "servers are reached without TLS"),
        GlobalKeyword.WithoutEffect("ssl-server-verify", "none|required", "servers are reached without TLS"),
        GlobalKeyword.WithoutEffect("ssl-dh-param-file", "<file>", "key exchange uses elliptic curves"),
        GlobalKeyword.WithoutEffect("tune.ssl.default-dh-param", "<bits>", "key exchange uses elliptic curves"),
        GlobalKeyword.WithoutEffect("tune.ssl.cachesize", "<number>", "TLS sessions are resumed by tickets"),
        GlobalKeyword.WithoutEffect("tune.ssl.maxrecord", "<size>", "the TLS library sets the size of TLS records: OpenSSL on the fast transport, the runtime's on the portable one"),
        GlobalKeyword.WithoutEffect("tune.maxaccept", "<number>", "connections are accepted one at a time, without a batch size"),
        GlobalKeyword.WithoutEffect("tune.maxpollevents", "<number>", "the runtime sets the batch size"),
        GlobalKeyword.WithoutEffect("tune.maxrewrite", "<size>", Http),
        GlobalKeyword.WithoutEffect("tune.http.maxhdr", "<number>", Http),
        GlobalKeyword.WithoutEffect("tune.h2.initial-window-size", "<size>", Http),
        GlobalKeyword.WithoutEffect("tune.h2.max-concurrent-streams", "<number>", Http),
        GlobalKeyword.WithoutEffect("tune.comp.maxlevel", "<number>", Http),
        GlobalKeyword.WithoutEffect("tune.idletimer", "<time>", "large transfers are recognised without a timer"),
        GlobalKeyword.WithoutEffect("tune.pipesize", "<size>", "no pipes are used"),
        GlobalKeyword.WithoutEffect("tune.buffers.limit", "<number>", Memory),
        GlobalKeyword.WithoutEffect("tune.buffers.reserve", "<number>", Memory),
        GlobalKeyword.WithoutEffect("tune.memory.hot-size", "<size>", Memory),
        GlobalKeyword.WithoutEffect("tune.runqueue-depth", "<number>", "the runtime schedules the work"),
        GlobalKeyword.WithoutEffect("tune.sched.low-latency", "on|off", "the runtime schedules the work"),
        GlobalKeyword.WithoutEffect("tune.rcvbuf.client", "<size>", "the kernel sizes socket buffers by itself"),
        GlobalKeyword.WithoutEffect("tune.rcvbuf.server", "<size>", "the kernel sizes socket buffers by itself"),
        GlobalKeyword.WithoutEffect("tune.sndbuf.client", "<size>", "the kernel sizes socket buffers by itself"),
        GlobalKeyword.WithoutEffect("tune.sndbuf.server", "<size>", "the kernel sizes socket buffers by itself"),
    ];
}
