using System.Net.Security;

namespace Lb.Broker.Listening;

/// <summary>A bind with what its connections share.</summary>
internal sealed class BindSettings(BrokerBind bind)
{
    private static readonly SslApplicationProtocol Mqtt = new("mqtt");

    public BrokerBind Bind => bind;

    /// <summary>Null without TLS. A browser's WebSocket offers HTTP, everything else MQTT or nothing.</summary>
    public SslServerAuthenticationOptions? Tls { get; } = bind.Tls?.ToServerOptions(bind.WebSocket ? SslApplicationProtocol.Http11 : Mqtt);

    public override string ToString() =>
        (bind.WebSocket ? "MQTT over WebSocket" : "MQTT") + (bind.Tls is null ? "" : " over TLS") + (bind.ProxyProtocol ? " behind PROXY protocol" : "");
}
