using Lb.Broker.Aliases;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Connections;

/// <summary>How packets are written for one client: what its CONNECT asked for. Used by one writer at a time.</summary>
/// <param name="version">The version that the client speaks.</param>
internal sealed class PacketFormat(MqttProtocolVersion version)
{
    public MqttProtocolVersion Version => version;

    /// <summary>The largest packet that the client takes, in bytes (MQTT 5.0 section 3.1.2.11.4).</summary>
    public uint MaximumPacketSize { get; init; } = uint.MaxValue;

    /// <summary>Whether the client wants reason strings and user properties in answers (section 3.1.2.11.7).</summary>
    public bool WantsReasons { get; init; } = true;

    /// <summary>The topic aliases towards the client; null when it takes none.</summary>
    public OutgoingAliases? Aliases { get; init; }

    /// <summary>Writes a packet; its reason string and user properties only where they are wanted and fit.</summary>
    /// <returns>False when the packet is too large for the client even so; nothing is written then.</returns>
    public bool TryWrite(SendBuffer buffer, MqttPacket packet)
    {
        if (packet is PublishPacket publish) return TryWritePublish(buffer, publish);
        if (WantsReasons && TryWriteWhole(buffer, packet)) return true;
        var bare = Reasons.Without(packet);
        return (!WantsReasons || bare != packet) && TryWriteWhole(buffer, bare);
    }

    // What fits without an alias must not be lost to one, which makes a packet with a short topic larger.
    private bool TryWritePublish(SendBuffer buffer, PublishPacket publish) => TryWriteAliased(buffer, publish) || TryWriteWhole(buffer, publish);

    private bool TryWriteAliased(SendBuffer buffer, PublishPacket publish)
    {
        if (Aliases is null) return false;
        if (Aliases.Find(publish.Topic) is { } known) return TryWriteWhole(buffer, WithAlias(publish, known) with { Topic = "" });
        if (Aliases.Free is not { } free || !TryWriteWhole(buffer, WithAlias(publish, free))) return false;
        Aliases.GiveFree(publish.Topic);
        return true;
    }

    private static PublishPacket WithAlias(PublishPacket publish, ushort alias) =>
        publish with { Properties = publish.Properties with { TopicAlias = alias } };

    private bool TryWriteWhole(SendBuffer buffer, MqttPacket packet)
    {
        var start = buffer.Length;
        PacketWriter.Write(buffer, packet, version);
        if (buffer.Length - start <= MaximumPacketSize) return true;
        buffer.TakeBack(start);
        return false;
    }
}
