using System.Net;

namespace Lb.Core.Samples;

/// <summary>Facts of a connection that cost something to find out: asked for only when a rule or a key looks at them.</summary>
public interface ILateFacts
{
    /// <summary>See <see cref="ConnectionFacts.Destination"/>.</summary>
    IPEndPoint? Destination { get; }

    /// <summary>See <see cref="ConnectionFacts.ServerName"/>.</summary>
    string? ServerName { get; }

    /// <summary>See <see cref="ConnectionFacts.HasClientCertificate"/>.</summary>
    bool HasClientCertificate { get; }

    /// <summary>See <see cref="ConnectionFacts.ClientCommonName"/>.</summary>
    string? ClientCommonName { get; }
}
