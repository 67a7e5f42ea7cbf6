using System.Net.Sockets;
using System.Security.Authentication;

namespace Lb.Transport.Relaying.Portable;

/// <summary>Sorts what streams throw when a leg breaks: expected ends of a connection, not bugs.</summary>
internal static class LegFailure
{
    /// <summary>True for what a broken, reset, aborted or closed leg throws.</summary>
    public static bool IsExpected(Exception e) =>
        e is IOException or SocketException or OperationCanceledException or ObjectDisposedException or AuthenticationException
        || IsClosedPipe(e);

    /// <summary>The cause for the log. Only the server leg is a bare socket; the client leg's errors arrive wrapped.</summary>
    public static RelayEnd CauseOf(Exception e) => e is SocketException ? RelayEnd.ServerAborted : RelayEnd.ClientAborted;

    // Pipes and SslStream report use after their own end as InvalidOperationException.
    private static bool IsClosedPipe(Exception e) => e is InvalidOperationException { TargetSite.DeclaringType.Namespace: { } name }
        && (name.StartsWith("System.IO.Pipelines", StringComparison.Ordinal) || name.StartsWith("System.Net.Security", StringComparison.Ordinal));
}
