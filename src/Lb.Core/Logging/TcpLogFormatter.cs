using System.Globalization;
using System.Net;

namespace Lb.Core.Logging;

/// <summary>Writes connection lines as HAProxy does, for the parsers that people have.</summary>
public static class TcpLogFormatter
{
    /// <summary>The line of <c>option tcplog</c> (HAProxy manual 8.2.2).</summary>
    public static string TcpLog(in TcpLogLine line)
    {
        var early = line.IsEarly ? "+" : "";
        var tls = line.IsTls ? "~" : "";
        var redispatched = line.Redispatched ? "+" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Address(line.Client)} [{Time(line.AcceptedAt)}] {line.Frontend}{tls} {line.Backend}/{line.Server ?? "<NOSRV>"} "
            + $"{Milliseconds(line.QueueTime)}/{Milliseconds(line.ConnectTime)}/{early}{Milliseconds(line.TotalTime)} "
            + $"{early}{line.BytesToClient} {line.TerminationState} "
            + $"{line.ProcessConnections}/{line.FrontendConnections}/{line.BackendConnections}/{line.ServerConnections}/"
            + $"{redispatched}{line.Retries} {line.ServerQueue}/{line.BackendQueue}");
    }

    /// <summary>The line without <c>option tcplog</c> (HAProxy manual 8.2.1).</summary>
    /// <param name="client">The client; null = unknown.</param>
    /// <param name="destination">The address that it connected to; null = unknown.</param>
    /// <param name="frontend">Name of the frontend.</param>
    public static string ConnectFrom(IPEndPoint? client, IPEndPoint? destination, string frontend) =>
        $"Connect from {Address(client)} to {Address(destination)} ({frontend}/TCP)";

    private static string Address(IPEndPoint? address) =>
        address is null ? "-:-" : string.Create(CultureInfo.InvariantCulture, $"{address.Address}:{address.Port}");

    private static string Time(DateTimeOffset time) => time.ToString("dd/MMM/yyyy:HH:mm:ss.fff", CultureInfo.InvariantCulture);

    private static string Milliseconds(TimeSpan? time) =>
        time is { } known ? ((long)known.TotalMilliseconds).ToString(CultureInfo.InvariantCulture) : "-1";
}
