namespace Lb.Proxy.Connections;

/// <summary>Counts a connection that came through the connection rules, the PROXY header and the TLS handshake.</summary>
internal static class EntryCounts
{
    public static void Count(ClientConnection connection)
    {
        connection.Frontend.Counters.SessionsTotal.Increment();
        connection.Frontend.Counters.SessionRate.Mark();
        if (connection.Bound.Bind.Tls is null) return;
        var process = connection.Bound.Process.Counters;
        process.TlsConnections.Increment();
        process.TlsConnectionsTotal.Increment();
        process.TlsConnectionRate.Mark();
        process.Handshakes.Count(connection.Tls?.IsResumed);
    }
}
