namespace Lb.Transport.Relaying;

/// <summary>Learns how a relay ended: the log line, the counters and the slots of the connection hang on it.</summary>
public interface IRelayCompletion
{
    /// <summary>Called while the relay starts, with the switch that ends it from outside.</summary>
    void Started(IRelayControl control);

    /// <summary>Called once, after both legs were closed or given up.</summary>
    void Ended(in RelayOutcome outcome);
}
