using Lb.Broker;

namespace Lb.Host.CommandLine;

/// <summary>Lines that the reference broker prints.</summary>
internal static class BrokerLines
{
    public static string Connected(string name, BrokerConnection info)
    {
        var certificate = info.CertificateName is { } common ? $" with certificate {common}" : "";
        var session = info.SessionPresent ? ", session present" : "";
        return $"{name}: '{info.ClientId}' connected from {info.ClientAddress}{certificate} ({info.ProtocolVersion}{session})";
    }
}
