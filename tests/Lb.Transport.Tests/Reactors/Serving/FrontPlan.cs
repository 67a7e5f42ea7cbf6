using Lb.Transport.Relaying;
using Lb.Transport.Tests.Frontends;
using Lb.Transport.Tls;
using Microsoft.AspNetCore.Connections;

namespace Lb.Transport.Tests.Reactors.Serving;

/// <summary>What a <see cref="ReactorFront"/> is to do.</summary>
/// <param name="Kind">How its clients speak.</param>
internal sealed record FrontPlan(LegKind Kind = LegKind.Plain)
{
    public int Reactors { get; init; } = 1;

    /// <summary>Bytes of all private buffers.</summary>
    public long BufferLimit { get; init; } = 64 * 1024 * 1024;

    /// <summary>How long OpenSSL has a connection that relays.</summary>
    public TimeSpan UntilSettled { get; init; }

    public TlsSettings Tls { get; init; } = TestTls.Settings;

    public bool ClientSpeaksFirst { get; init; }

    /// <summary>Runs on each connection, behind TLS and before the dial.</summary>
    public Func<ConnectionContext, Task> SetUp { get; init; } = _ => Task.CompletedTask;

    /// <summary>Runs on each connection between the dial and the relay.</summary>
    public Action<RelayLegs> BeforeRelay { get; init; } = _ => { };

    public RelaySettings Relay { get; init; }
}
