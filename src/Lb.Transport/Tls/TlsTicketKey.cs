namespace Lb.Transport.Tls;

/// <summary>One key of session tickets (RFC 5077 4): a name that stands in the ticket, and what encrypts and authenticates it.</summary>
/// <param name="Name">16 bytes.</param>
/// <param name="CipherKey">16 bytes for AES-128-CBC, 32 for AES-256-CBC.</param>
/// <param name="MacKey">16 or 32 bytes for HMAC-SHA-256.</param>
public sealed record TlsTicketKey(ReadOnlyMemory<byte> Name, ReadOnlyMemory<byte> CipherKey, ReadOnlyMemory<byte> MacKey)
{
    /// <summary>No part of a key reaches a log.</summary>
    public override string ToString() => nameof(TlsTicketKey);
}
