namespace Lb.Broker.Aliases;

/// <summary>The topic aliases that the broker has set towards one client: the first topics get them all and keep them.</summary>
/// <param name="maximum">How many there are, 1 to 65 535.</param>
/// <remarks>MQTT 5.0 section 3.3.2.3.4. Not safe for concurrent use.</remarks>
internal sealed class OutgoingAliases(ushort maximum)
{
    private readonly Dictionary<string, ushort> _aliases = new(StringComparer.Ordinal);

    /// <summary>The alias that the client knows for a topic; null when it knows none.</summary>
    public ushort? Find(string topic) => _aliases.TryGetValue(topic, out var alias) ? alias : null;

    /// <summary>The alias that the next new topic may get; null when all are given away.</summary>
    public ushort? Free => _aliases.Count < maximum ? (ushort)(_aliases.Count + 1) : null;

    /// <summary>Notes that the client was sent a topic together with the free alias.</summary>
    public void GiveFree(string topic) => _aliases.Add(topic, (ushort)(_aliases.Count + 1));
}
