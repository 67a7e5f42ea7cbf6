using Lb.Protocol.Mqtt;

namespace Lb.Host.CommandLine;

/// <summary>Where a built-in client connects and as whom.</summary>
internal sealed record ClientOptions
{
    /// <summary>Name or address.</summary>
    public required string Name { get; init; }

    /// <summary>TCP port.</summary>
    public required int Port { get; init; }

    /// <summary>PEM file of trusted certificates; null = no TLS.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>PEM file of the client certificate; null = none.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>PEM file of its key; null = in the certificate's file.</summary>
    public string? KeyFile { get; init; }

    /// <summary>QoS of messages or subscriptions.</summary>
    public QualityOfService QualityOfService { get; init; }

    /// <summary>The CONNECT.</summary>
    public required ConnectPacket Connect { get; init; }
}
