using System.Net;
using System.Net.Sockets;

namespace Lb.Configuration;

/// <summary>Names through the system's resolver.</summary>
internal static class SystemResolver
{
    /// <summary>Addresses of a name, IPv4 first as HAProxy's <c>init-addr libc</c> prefers them; empty when it cannot be resolved.</summary>
    public static IReadOnlyList<IPAddress> Resolve(string name)
    {
        try
        {
            var addresses = Dns.GetHostAddresses(name);
            return [.. addresses.OrderBy(a => a.AddressFamily == AddressFamily.InterNetwork ? 0 : 1)];
        }
        catch (SocketException)
        {
            // "No such name" is an answer, and the caller's error message says so with file and line.
            return [];
        }
    }
}
