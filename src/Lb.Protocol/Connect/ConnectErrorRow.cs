using Lb.Protocol.Mqtt;

namespace Lb.Protocol.Connect;

/// <summary>What belongs to a <see cref="ConnectError"/>.</summary>
/// <param name="Error">The error.</param>
/// <param name="Label">Its metric label: snake_case, never changes.</param>
/// <param name="Rule">The normative statement or section that is broken.</param>
/// <param name="Detail">The breach in a few words, fit for a log line.</param>
/// <param name="ReturnCode">The CONNACK return code to answer MQTT 3.1 and 3.1.1 with; null = close without a word.</param>
/// <param name="ReasonCode">The CONNACK reason code to answer MQTT 5.0 with; null = close without a word.</param>
public sealed record ConnectErrorRow(
    ConnectError Error,
    string Label,
    string Rule,
    string Detail,
    byte? ReturnCode,
    ReasonCode? ReasonCode);
