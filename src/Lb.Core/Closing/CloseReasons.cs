using System.Collections.Frozen;
using static Lb.Core.Closing.ClosePhase;

namespace Lb.Core.Closing;

/// <summary>The table beside <see cref="CloseReason"/>.</summary>
/// <remarks>Error CONNACKs stand only where the answer is permanent for the client. "No server" is not: the common client libraries stop
/// for good on an error CONNACK, while a plain close makes them try again.</remarks>
public static class CloseReasons
{
    private const byte MalformedPacket = 0x81;
    private const byte PacketTooLarge = 0x95;

    private static readonly FrozenDictionary<CloseReason, CloseReasonInfo> Rows = new Dictionary<CloseReason, CloseReasonInfo>
    {
        [CloseReason.Completed] = new(CloseParty.Nobody, Data, "--", "completed"),
        [CloseReason.ClientClosed] = new(CloseParty.Client, Data, "--", "client_closed"),
        [CloseReason.ClientAborted] = new(CloseParty.Client, Data, "CD", "client_aborted"),
        [CloseReason.ServerClosed] = new(CloseParty.Server, Data, "--", "server_closed"),
        [CloseReason.ServerAborted] = new(CloseParty.Server, Data, "SD", "server_aborted"),
        [CloseReason.ClientTimeout] = new(CloseParty.ClientTimer, Data, "cD", "client_timeout"),
        [CloseReason.ServerTimeout] = new(CloseParty.ServerTimer, Data, "sD", "server_timeout"),
        [CloseReason.TunnelTimeout] = new(CloseParty.ClientTimer, Data, "cD", "tunnel_timeout"),
        [CloseReason.ClientClosedInHandshake] = new(CloseParty.Client, Handshake, "CR", "client_closed_in_handshake"),
        [CloseReason.HandshakeFailed] = new(CloseParty.Proxy, Handshake, "PR", "handshake_failed"),
        [CloseReason.HandshakeTimeout] = new(CloseParty.ClientTimer, Handshake, "cR", "handshake_timeout"),
        [CloseReason.ProxyHeaderInvalid] = new(CloseParty.Proxy, Handshake, "PR", "proxy_header_invalid"),
        [CloseReason.ProxyHeaderTimeout] = new(CloseParty.ClientTimer, Handshake, "cR", "proxy_header_timeout"),
        [CloseReason.ConnectionRejected] = new(CloseParty.Proxy, Handshake, "PR", "connection_rejected"),
        [CloseReason.ContentRejected] = new(CloseParty.Proxy, Request, "PR", "content_rejected"),
        [CloseReason.ClientClosedBeforeData] = new(CloseParty.Client, Request, "CR", "client_closed_before_data"),
        [CloseReason.ConnectInvalid] = new(CloseParty.Proxy, Request, "PR", "connect_invalid", null, MalformedPacket),
        [CloseReason.ConnectTooLarge] = new(CloseParty.Proxy, Request, "PR", "connect_too_large", null, PacketTooLarge),
        [CloseReason.ConnectPacketTimeout] = new(CloseParty.ClientTimer, Request, "cR", "connect_packet_timeout"),
        [CloseReason.NoBackend] = new(CloseParty.Proxy, Request, "SC", "no_backend"),
        [CloseReason.NoServer] = new(CloseParty.Server, Connect, "SC", "no_server"),
        [CloseReason.QueueTimeout] = new(CloseParty.ServerTimer, Queue, "sQ", "queue_timeout"),
        [CloseReason.ClientClosedInQueue] = new(CloseParty.Client, Queue, "CQ", "client_closed_in_queue"),
        [CloseReason.ClientClosedInConnect] = new(CloseParty.Client, Connect, "CC", "client_closed_in_connect"),
        [CloseReason.ConnectFailed] = new(CloseParty.Server, Connect, "SC", "connect_failed"),
        [CloseReason.ServerConnectTimeout] = new(CloseParty.ServerTimer, Connect, "sC", "server_connect_timeout"),
        [CloseReason.SourceBindFailed] = new(CloseParty.Proxy, Connect, "PC", "source_bind_failed"),
        [CloseReason.ServerMarkedDown] = new(CloseParty.HealthCheck, Data, "D-", "server_marked_down"),
        [CloseReason.KilledAtShutdown] = new(CloseParty.Operator, Data, "K-", "killed_at_shutdown"),
        [CloseReason.KilledByOperator] = new(CloseParty.Operator, Data, "K-", "killed_by_operator"),
        [CloseReason.ResourceLimit] = new(CloseParty.Proxy, Connect, "RC", "resource_limit"),
        [CloseReason.InternalError] = new(CloseParty.Proxy, Data, "I-", "internal_error"),
    }.ToFrozenDictionary();

    /// <summary>The row of a reason; there is one for each.</summary>
    public static CloseReasonInfo Of(CloseReason reason) => Rows[reason];
}
