using Lb.Broker.Access;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Connections;

/// <summary>Which user a client is, and what that allows it.</summary>
/// <remarks>MQTT 5.0 sections 3.1.4 and 5.4.</remarks>
internal static class AccessStage
{
    /// <summary>Whether the client's certificate says who it is, so that no password is asked for.</summary>
    public static bool IsKnownByCertificate(BrokerConnection info, BrokerOptions options) =>
        options.CertificateNameIsUser && info.CertificateName is not null;

    /// <summary>The user that the rules count for.</summary>
    /// <param name="username">By the CONNECT or by an exchange that followed it; null for none.</param>
    /// <param name="info">The connection.</param>
    /// <param name="options">Whether certificates count.</param>
    public static string? UserOf(string? username, BrokerConnection info, BrokerOptions options) =>
        IsKnownByCertificate(info, options) ? info.CertificateName : username;

    /// <summary>What the client may publish and get; null for everything.</summary>
    /// <param name="connect">Its CONNECT, with the client id that counts.</param>
    /// <param name="username">As in <see cref="UserOf"/>.</param>
    /// <param name="info">The connection.</param>
    /// <param name="options">Users and rules.</param>
    public static TopicRights? RightsOf(ConnectPacket connect, string? username, BrokerConnection info, BrokerOptions options) =>
        options.Access.RightsOf(UserOf(username, info, options), connect.ClientId);

    /// <summary>Whether a client's message or will may have a topic. The broker's own topics are nobody else's (section 4.7.2).</summary>
    /// <param name="topic">The topic name.</param>
    /// <param name="rights">What the client may do; null for everything.</param>
    /// <param name="options">Whether the broker has topics of its own.</param>
    public static bool MayPublish(string topic, TopicRights? rights, BrokerOptions options) =>
        rights?.MayPublish(topic) != false && !(options.HasSystemTopics && topic.StartsWith("$SYS/", StringComparison.Ordinal));
}
