namespace Lb.Configuration.Model;

/// <summary>What a section speaks.</summary>
public enum ProxyMode
{
    /// <summary>Bytes, MQTT among them.</summary>
    Tcp,

    /// <summary>HTTP; only frontends that serve statistics or metrics.</summary>
    Http,
}
