using Lb.Broker.Sessions;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Connections;

/// <summary>A client's DISCONNECT: the orderly end, with or without its will.</summary>
/// <remarks>MQTT 5.0 section 3.14.</remarks>
internal readonly struct DisconnectStage(ClientConnection connection, BrokerState state)
{
    public void Handle(Session session, DisconnectPacket disconnect)
    {
        if (Violation(disconnect) is { } text) connection.Close(ConnectionEnd.ProtocolViolation, ReasonCode.ProtocolError, text);
        else if (!TrySetExpiry(session, disconnect.Properties.SessionExpiryInterval))
            connection.Close(ConnectionEnd.ProtocolViolation, ReasonCode.ProtocolError, "a session without expiry cannot be prolonged");
        else connection.Close(ConnectionEnd.ClientDisconnected, null, withWill: disconnect.ReasonCode != ReasonCode.Success);
    }

    // Some codes, and the property, are for servers only (table 3-13, section 3.14.2.2.5).
    private static string? Violation(DisconnectPacket disconnect)
    {
        if (disconnect.Properties.ServerReference is not null) return "only a server refers to another server";
        return IsFromClient(disconnect.ReasonCode) ? null : $"only a server sends {disconnect.ReasonCode}";
    }

    private static bool IsFromClient(ReasonCode code) => code is ReasonCode.Success or ReasonCode.DisconnectWithWillMessage
        or ReasonCode.UnspecifiedError or ReasonCode.MalformedPacket or ReasonCode.ProtocolError or ReasonCode.ImplementationSpecificError
        or ReasonCode.TopicNameInvalid or ReasonCode.ReceiveMaximumExceeded or ReasonCode.TopicAliasInvalid or ReasonCode.PacketTooLarge
        or ReasonCode.MessageRateTooHigh or ReasonCode.QuotaExceeded or ReasonCode.AdministrativeAction or ReasonCode.PayloadFormatInvalid;

    // A session that was to end with its connection cannot be prolonged at its end (section 3.14.2.2.2).
    private bool TrySetExpiry(Session session, uint? expiry)
    {
        if (expiry is not { } seconds) return true;
        lock (state.Gate)
        {
            if (session.Connection != connection) return true;
            if (session.ExpirySeconds == 0 && seconds != 0) return false;
            session.ExpirySeconds = seconds;
            return true;
        }
    }
}
