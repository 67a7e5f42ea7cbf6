using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;

namespace Lb.Transport.Relaying.Portable;

/// <summary>What streams and sockets throw when a leg breaks: expected ends of a connection, not bugs.</summary>
internal static class LegFailures
{
    /// <summary>True for what a broken, reset, aborted or closed leg throws; where a record was no record, also TLS's own good-bye throws, and what it
    /// throws is cryptographic.</summary>
    public static bool Include(Exception e) =>
        e is IOException or SocketException or OperationCanceledException or ObjectDisposedException or AuthenticationException or CryptographicException;
}
