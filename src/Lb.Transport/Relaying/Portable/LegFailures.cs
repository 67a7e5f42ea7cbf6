using System.Net.Sockets;
using System.Security.Authentication;

namespace Lb.Transport.Relaying.Portable;

/// <summary>What streams and sockets throw when a leg breaks: expected ends of a connection, not bugs.</summary>
internal static class LegFailures
{
    /// <summary>True for what a broken, reset, aborted or closed leg throws.</summary>
    public static bool Include(Exception e) =>
        e is IOException or SocketException or OperationCanceledException or ObjectDisposedException or AuthenticationException;
}
