using System.Collections.Immutable;

namespace Lb.Configuration.Model;

/// <summary>A key of TLS session tickets from a file (RFC 5077 4).</summary>
/// <param name="Name">16 bytes.</param>
/// <param name="CipherKey">16 bytes for AES-128, 32 for AES-256.</param>
/// <param name="MacKey">As long as the cipher's.</param>
public sealed record TicketKeyConfig(ImmutableArray<byte> Name, ImmutableArray<byte> CipherKey, ImmutableArray<byte> MacKey)
{
    /// <summary>No part of a key reaches a log.</summary>
    public override string ToString() => nameof(TicketKeyConfig);
}
