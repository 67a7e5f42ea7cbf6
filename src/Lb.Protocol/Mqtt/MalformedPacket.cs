using Lb.Protocol.Connect;

namespace Lb.Protocol.Mqtt;

/// <summary>Why a packet was refused. Instances are shared constants; none holds bytes of the packet.</summary>
/// <param name="Reason">What is wrong as a code of MQTT 5.0: malformed packet, protocol error, packet too large, topic alias invalid; for a
/// CONNECT also unsupported version or client identifier not valid. Not every packet may carry each of them, see
/// <see cref="ReasonCodeTable.Complaint"/>.</param>
/// <param name="Rule">The normative statement or the section that is broken, such as <c>MQTT-3.3.1-4</c>.</param>
/// <param name="Detail">The breach in a few words, fit for a log line.</param>
/// <param name="Connect">For a CONNECT packet the more precise cause; otherwise <see cref="ConnectError.None"/>.</param>
public sealed record MalformedPacket(ReasonCode Reason, string Rule, string Detail, ConnectError Connect = ConnectError.None);
