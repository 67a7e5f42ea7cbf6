namespace Lb.EndToEnd.Tests.Clients;

/// <summary>The clients of other people that tests drive.</summary>
public enum ClientKind
{
    /// <summary>mosquitto_pub and mosquitto_sub.</summary>
    Mosquitto,

    /// <summary>MQTT.js on Node.js.</summary>
    MqttJs,

    /// <summary>Eclipse Paho for Python.</summary>
    Paho,
}
