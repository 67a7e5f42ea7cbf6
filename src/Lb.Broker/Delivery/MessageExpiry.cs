namespace Lb.Broker.Delivery;

/// <summary>Turns a message expiry interval into a moment (MQTT 5.0 section 3.3.2.3.3).</summary>
internal static class MessageExpiry
{
    /// <summary>The clock's timestamp at which a message that arrives now expires.</summary>
    /// <param name="clock">The broker's clock.</param>
    /// <param name="seconds">The interval; null for a message that does not expire.</param>
    public static long? At(TimeProvider clock, uint? seconds) =>
        seconds is { } interval ? clock.GetTimestamp() + (interval * clock.TimestampFrequency) : null;
}
