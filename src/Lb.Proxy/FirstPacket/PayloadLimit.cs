using Lb.Configuration.Model;

namespace Lb.Proxy.FirstPacket;

/// <summary>How much of what a client says first is looked at.</summary>
public static class PayloadLimit
{
    /// <summary>Bytes after which no more is waited for, whatever a rule asks for: the larger of <c>tune.mqtt.max-connect-size</c> and
    /// <c>tune.bufsize</c>. A bind's read limit must be above it, or the wait would end at its deadline only.</summary>
    public static int BytesOf(GlobalConfig global)
    {
        ArgumentNullException.ThrowIfNull(global);
        return Math.Max(global.MaxConnectPacketSize, global.BufferSize);
    }
}
