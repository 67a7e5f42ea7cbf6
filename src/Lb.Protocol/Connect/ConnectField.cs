using Lb.Protocol.Mqtt;

namespace Lb.Protocol.Connect;

/// <summary>What <c>mqtt_field_value(connect,...)</c> can name; a property has the value of its identifier.</summary>
/// <remarks>HAProxy configuration manual, converter <c>mqtt_field_value</c>.</remarks>
public enum ConnectField
{
    /// <summary>None; no field is read by it.</summary>
    None = 0,

    /// <summary>Will property, number.</summary>
    PayloadFormatIndicator = PropertyId.PayloadFormatIndicator,

    /// <summary>Will property, number.</summary>
    MessageExpiryInterval = PropertyId.MessageExpiryInterval,

    /// <summary>Will property, text.</summary>
    ContentType = PropertyId.ContentType,

    /// <summary>Will property, text.</summary>
    ResponseTopic = PropertyId.ResponseTopic,

    /// <summary>Will property, bytes.</summary>
    CorrelationData = PropertyId.CorrelationData,

    /// <summary>Property, number.</summary>
    SessionExpiryInterval = PropertyId.SessionExpiryInterval,

    /// <summary>Property, text.</summary>
    AuthenticationMethod = PropertyId.AuthenticationMethod,

    /// <summary>Property, bytes.</summary>
    AuthenticationData = PropertyId.AuthenticationData,

    /// <summary>Property, number.</summary>
    RequestProblemInformation = PropertyId.RequestProblemInformation,

    /// <summary>Will property, number.</summary>
    WillDelayInterval = PropertyId.WillDelayInterval,

    /// <summary>Property, number.</summary>
    RequestResponseInformation = PropertyId.RequestResponseInformation,

    /// <summary>Property, number.</summary>
    ReceiveMaximum = PropertyId.ReceiveMaximum,

    /// <summary>Property, number.</summary>
    TopicAliasMaximum = PropertyId.TopicAliasMaximum,

    /// <summary>Property, number.</summary>
    MaximumPacketSize = PropertyId.MaximumPacketSize,

    /// <summary>The connect flags, number.</summary>
    Flags = 256,

    /// <summary><c>MQTT</c> or <c>MQIsdp</c>.</summary>
    ProtocolName,

    /// <summary>3, 4 or 5; the bridge bit is left out.</summary>
    ProtocolVersion,

    /// <summary>The client identifier.</summary>
    ClientIdentifier,

    /// <summary>Topic of the will.</summary>
    WillTopic,

    /// <summary>Payload of the will.</summary>
    WillPayload,

    /// <summary>The user name.</summary>
    Username,

    /// <summary>The password.</summary>
    Password,

    /// <summary>Keep-alive time in seconds.</summary>
    KeepAlive,
}
