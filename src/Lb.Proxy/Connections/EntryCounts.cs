namespace Lb.Proxy.Connections;

/// <summary>Counts a connection that came through the connection rules, the PROXY header and the TLS handshake.</summary>
internal static class EntryCounts
{
    public static void Count(ClientConnection connection)
    {
        connection.Frontend.Counters.SessionsTotal.Increment();
        connection.Frontend.Counters.SessionRate.Mark();
        if (connection.Bound.Bind.Tls is null) return;
        connection.Bound.Process.Counters.TlsConnections.Increment();
        connection.Bound.Process.Counters.TlsConnectionsTotal.Increment();
    }
}
