namespace Lb.Transport.Relaying;

/// <summary>Learns how relays ended: log lines, counters and slots hang on it. One serves all connections, so that none needs an object
/// while it relays.</summary>
public interface IRelayCompletion
{
    /// <summary>Called once for each relay, after both legs were closed or given up.</summary>
    /// <param name="tag">What was handed in at its start.</param>
    /// <param name="outcome">How it ended.</param>
    void Ended(in RelayTag tag, in RelayOutcome outcome);
}
