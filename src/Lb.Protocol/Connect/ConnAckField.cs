using Lb.Protocol.Mqtt;

namespace Lb.Protocol.Connect;

/// <summary>What <c>mqtt_field_value(connack,...)</c> can name; a property has the value of its identifier.</summary>
/// <remarks>HAProxy configuration manual, converter <c>mqtt_field_value</c>.</remarks>
public enum ConnAckField
{
    /// <summary>None; no field is read by it.</summary>
    None = 0,

    /// <summary>Number.</summary>
    SessionExpiryInterval = PropertyId.SessionExpiryInterval,

    /// <summary>Text.</summary>
    AssignedClientIdentifier = PropertyId.AssignedClientIdentifier,

    /// <summary>Number.</summary>
    ServerKeepAlive = PropertyId.ServerKeepAlive,

    /// <summary>Text.</summary>
    AuthenticationMethod = PropertyId.AuthenticationMethod,

    /// <summary>Bytes.</summary>
    AuthenticationData = PropertyId.AuthenticationData,

    /// <summary>Text.</summary>
    ResponseInformation = PropertyId.ResponseInformation,

    /// <summary>Text.</summary>
    ServerReference = PropertyId.ServerReference,

    /// <summary>Text.</summary>
    ReasonString = PropertyId.ReasonString,

    /// <summary>Number.</summary>
    ReceiveMaximum = PropertyId.ReceiveMaximum,

    /// <summary>Number.</summary>
    TopicAliasMaximum = PropertyId.TopicAliasMaximum,

    /// <summary>Number.</summary>
    MaximumQoS = PropertyId.MaximumQoS,

    /// <summary>Number, 0 or 1.</summary>
    RetainAvailable = PropertyId.RetainAvailable,

    /// <summary>Number.</summary>
    MaximumPacketSize = PropertyId.MaximumPacketSize,

    /// <summary>Number, 0 or 1.</summary>
    WildcardSubscriptionAvailable = PropertyId.WildcardSubscriptionAvailable,

    /// <summary>Number, 0 or 1.</summary>
    SubscriptionIdentifierAvailable = PropertyId.SubscriptionIdentifierAvailable,

    /// <summary>Number, 0 or 1.</summary>
    SharedSubscriptionAvailable = PropertyId.SharedSubscriptionAvailable,

    /// <summary>The acknowledge flags, number; bit 0 = session present.</summary>
    Flags = 256,

    /// <summary>4 or 5.</summary>
    ProtocolVersion,

    /// <summary>The return code of MQTT 3 or the reason code of MQTT 5.0 as sent, number.</summary>
    ReasonCode,
}
