using Lb.Protocol.Mqtt;

namespace Lb.Broker.Faults;

/// <summary>What a broker does wrong on purpose, for tests of what stands in front of it. Every connection misbehaves alike, unless it says otherwise.</summary>
public sealed record BrokerFaults
{
    /// <summary>A broker that behaves.</summary>
    public static readonly BrokerFaults None = new();

    /// <summary>How long the CONNACK is held back; <see cref="Timeout.InfiniteTimeSpan"/> for ever. Zero for not at all.</summary>
    public TimeSpan ConnAckDelay { get; init; }

    /// <summary>The code that every CONNECT is refused with, 0x80 or above; MQTT 3 clients get the nearest of theirs. Null to accept.</summary>
    public ReasonCode? Refusal { get; init; }

    /// <summary>Closes, without a word, after so many packets of the client, the CONNECT being the first; they are handled. 1 or more; null for never.</summary>
    public int? CloseAfterPackets { get; init; }

    /// <summary>Reads no more after so many packets of the client, and leaves the connection open until its keep-alive time is over. 0 or more; null for never.</summary>
    public int? StopReadingAfterPackets { get; init; }

    /// <summary>How long each batch of answers and messages is held back. Zero for not at all.</summary>
    public TimeSpan AnswerDelay { get; init; }

    /// <summary>The share of connections that are closed as soon as they are accepted, 0 to 1; which ones follows from <see cref="Seed"/>.</summary>
    public double DropShare { get; init; }

    /// <summary>Makes the draws of <see cref="DropShare"/> come out the same each time. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Whether a connection's bytes are tampered with.</summary>
    internal bool TouchBytes =>
        ConnAckDelay != TimeSpan.Zero || AnswerDelay != TimeSpan.Zero || CloseAfterPackets is not null || StopReadingAfterPackets is not null;

    /// <summary>Checks the ranges that the properties name.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is outside of its range.</exception>
    internal void Validate()
    {
        if (CloseAfterPackets is { } close) ArgumentOutOfRangeException.ThrowIfLessThan(close, 1, nameof(CloseAfterPackets));
        if (StopReadingAfterPackets is { } stop) ArgumentOutOfRangeException.ThrowIfNegative(stop, nameof(StopReadingAfterPackets));
        if (Refusal is { } code && !ReasonCodeTable.IsLegal(PacketType.ConnAck, code)) throw new ArgumentOutOfRangeException(nameof(Refusal));
        if (Refusal is ReasonCode.Success) throw new ArgumentOutOfRangeException(nameof(Refusal));
        if (DropShare is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(DropShare));
    }
}
