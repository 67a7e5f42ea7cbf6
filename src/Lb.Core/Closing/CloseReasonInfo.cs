namespace Lb.Core.Closing;

/// <summary>What belongs to a <see cref="CloseReason"/>.</summary>
/// <param name="Party">Who ended it.</param>
/// <param name="Phase">How far it had come.</param>
/// <param name="LogCode">HAProxy's two letters (manual 8.5).</param>
/// <param name="Label">Metric label: snake_case, never changes.</param>
/// <param name="ReturnCode">CONNACK return code for a client of MQTT 3.1 or 3.1.1 that waits for an answer; null = close without a
/// word.</param>
/// <param name="ReasonCode">CONNACK reason code for a client of MQTT 5.0; null = close without a word.</param>
public sealed record CloseReasonInfo(
    CloseParty Party, ClosePhase Phase, string LogCode, string Label, byte? ReturnCode = null, byte? ReasonCode = null);
