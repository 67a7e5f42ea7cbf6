namespace Lb.Transport.Relaying;

/// <summary>Ends a running relay from outside, and shows its progress.</summary>
public interface IRelayControl
{
    /// <summary>Closes both legs soon; the outcome is <see cref="RelayEnd.Stopped"/> unless another cause was first. Safe at any time.</summary>
    void Stop();

    /// <summary>Bytes that the client sent and the relay took, so far.</summary>
    long BytesFromClient { get; }

    /// <summary>Bytes that the server sent and the relay took, so far.</summary>
    long BytesFromServer { get; }
}
