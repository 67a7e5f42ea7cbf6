using Lb.Transport.Relaying;

namespace Lb.Transport.Tests.Reactors.Relaying;

/// <summary>What the engine was told about one connection, in order: the model of its outcome.</summary>
/// <param name="clock">Counts the engine's entries, and tells the time.</param>
internal sealed class Story(EntryClock clock)
{
    private long _firstAt;

    /// <summary>The causes that the engine learnt of in the same entry as the first; which of them it meets first is its own business.</summary>
    public List<RelayEnd> FirstCauses { get; } = [];

    /// <summary>Bytes that the engine read from each leg.</summary>
    public long FromClient { get; private set; }

    /// <inheritdoc cref="FromClient"/>
    public long FromServer { get; private set; }

    public bool ClientBroke { get; private set; }

    public bool ServerBroke { get; private set; }

    public bool ClientEnded { get; private set; }

    public bool ServerEnded { get; private set; }

    /// <summary>Whether something from outside ended it, or a timer.</summary>
    public bool WasCut { get; private set; }

    public long ClientActiveAt { get; private set; } = clock.Now;

    public long ServerActiveAt { get; private set; } = clock.Now;

    /// <summary>Bytes moved on a leg, or something began to be waited for on it.</summary>
    public void Touch(bool isClient)
    {
        if (isClient) ClientActiveAt = clock.Now;
        else ServerActiveAt = clock.Now;
    }

    public void Read(bool isClient, int count)
    {
        Touch(isClient);
        if (isClient) FromClient += count;
        else FromServer += count;
    }

    public void End(bool isClient)
    {
        if (isClient) ClientEnded = true;
        else ServerEnded = true;
        Note(isClient ? RelayEnd.ClientClosed : RelayEnd.ServerClosed);
    }

    public void Break(bool isClient)
    {
        if (isClient) ClientBroke = true;
        else ServerBroke = true;
        Note(isClient ? RelayEnd.ClientAborted : RelayEnd.ServerAborted);
    }

    public void Cut(RelayEnd end)
    {
        WasCut = true;
        Note(end);
    }

    private void Note(RelayEnd end)
    {
        if (FirstCauses.Count == 0) _firstAt = clock.Entry;
        if (_firstAt == clock.Entry) FirstCauses.Add(end);
    }
}
