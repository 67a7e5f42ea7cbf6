using Lb.Configuration.Model;

namespace Lb.Admin.Logging;

/// <summary>Opens the way that a log target's lines travel.</summary>
public static class LogTransports
{
    /// <summary>Makes the transport; sockets are opened at the first line, so this cannot fail.</summary>
    public static ILogTransport Open(LogTargetConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return config.Transport switch
        {
            LogTransport.Stdout => new StreamLogTransport(Console.OpenStandardOutput()),
            LogTransport.Stderr => new StreamLogTransport(Console.OpenStandardError()),
            LogTransport.Udp => new UdpLogTransport(config.Address),
            LogTransport.Unix => new UnixLogTransport(config.Address),
            _ => throw new ArgumentOutOfRangeException(nameof(config), config.Transport, "Not a log transport."),
        };
    }
}
