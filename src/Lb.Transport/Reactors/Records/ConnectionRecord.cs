using System.Runtime.InteropServices;
using Lb.Transport.Relaying;

namespace Lb.Transport.Reactors.Records;

/// <summary>A connection: two sockets, one SSL*, timers and counters. Lives in unmanaged memory; while the connection relays, nothing else of it
/// exists.</summary>
/// <remarks>Whole cache lines, so that two connections never share one.</remarks>
[StructLayout(LayoutKind.Sequential, Size = 320)]
internal struct ConnectionRecord
{
    public LegRecord Client;
    public LegRecord Server;

    /// <summary>SSL* of the client leg; 0 = plain.</summary>
    public nint Tls;

    /// <summary>Where it stands, with the generation.</summary>
    public ConnectionHandle Handle;

    /// <summary>Its timer; <see cref="NoTimer"/> = none.</summary>
    public int Timer;

    /// <summary>Relays of one group can be stopped together.</summary>
    public int Group;

    public ConnectionState State;

    /// <summary>Whether a first cause is known.</summary>
    public bool HasCause;

    /// <summary>Whether the relay is to end now.</summary>
    public bool IsOver;

    /// <summary>Whether the end is RST: for the server, where nothing that it has yet to take is lost by that.</summary>
    public bool IsReset;

    /// <summary>Whether it stands in the queue for a turn without an event.</summary>
    public bool IsQueued;

    /// <summary>Whether it stands in the queue for memory.</summary>
    public bool IsInStarvedQueue;

    /// <summary>The first cause.</summary>
    public RelayEnd Cause;

    /// <summary>What the caller gets back at the end.</summary>
    public RelayTag Tag;

    public const int NoTimer = -1;
}
