namespace Lb.Configuration.HaProxy.Drafts;

/// <summary>Which <c>timeout</c>.</summary>
internal enum TimeoutKind
{
    /// <summary><c>timeout client</c>.</summary>
    Client,

    /// <summary><c>timeout client-hs</c>.</summary>
    ClientHandshake,

    /// <summary><c>timeout server</c>.</summary>
    Server,

    /// <summary><c>timeout connect</c>.</summary>
    Connect,

    /// <summary><c>timeout check</c>.</summary>
    Check,

    /// <summary><c>timeout tunnel</c>.</summary>
    Tunnel,

    /// <summary><c>timeout queue</c>.</summary>
    Queue,

    /// <summary><c>timeout mqtt-connect</c>.</summary>
    MqttConnect,
}
