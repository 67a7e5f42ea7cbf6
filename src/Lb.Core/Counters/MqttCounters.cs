using Lb.Protocol.Connect;
using Lb.Protocol.Mqtt;

namespace Lb.Core.Counters;

/// <summary>What the clients of one frontend said in MQTT (<c>mqlb_*</c>); counted where the CONNECT is read.</summary>
public sealed class MqttCounters
{
    /// <summary>Well-formed CONNECT packets.</summary>
    public CounterFamily<MqttProtocolVersion> Connects { get; } = new();

    /// <summary>CONNECT packets with the bridge bit, among <see cref="Connects"/>.</summary>
    public Counter Bridges { get; } = new();

    /// <summary>First packets that are no well-formed CONNECT, by what is wrong with them.</summary>
    public CounterFamily<ConnectError> ParseFailures { get; } = new();

    /// <summary>Connections that the stick table sent to their server.</summary>
    public Counter StickHits { get; } = new();

    /// <summary>Connections with a key that the stick table did not know, or whose server cannot be used.</summary>
    public Counter StickMisses { get; } = new();

    /// <summary>Keep-alive times that clients asked for, in seconds; 0 = none.</summary>
    public Histogram KeepAlive { get; } = new(0, 10, 30, 60, 120, 300, 600, 1200, 1800, 3600, 18000);

    /// <summary>Counts a well-formed CONNECT.</summary>
    public void CountConnect(in ConnectPacketView packet)
    {
        Connects[packet.ProtocolVersion].Increment();
        if (packet.IsBridge) Bridges.Increment();
        KeepAlive.Observe(packet.KeepAlive);
    }
}
