using Microsoft.Extensions.Logging;

namespace Lb.Broker;

/// <summary>The broker's log lines.</summary>
internal static partial class BrokerLog
{
    [LoggerMessage(1, LogLevel.Information, "{Broker}: listening on {Address}: {Protocol}")]
    public static partial void Listening(ILogger logger, string broker, object address, object protocol);

    public static void Connected(ILogger logger, string broker, BrokerConnection info) =>
        Connected(logger, broker, info.Number, info.ClientId, info.ProtocolVersion, info.ClientAddress, info.CertificateName, info.SessionPresent);

    [LoggerMessage(3, LogLevel.Information, "{Broker}: connection {Number} of '{ClientId}' ended: {End}")]
    public static partial void Ended(ILogger logger, string broker, long number, string clientId, ConnectionEnd end);

    [LoggerMessage(4, LogLevel.Information, "{Broker}: connection {Number} broke {Rule}: {Detail}")]
    public static partial void Malformed(ILogger logger, string broker, long number, string rule, string detail);

    [LoggerMessage(5, LogLevel.Error, "{Broker}: connection {Number} ended through a bug in the broker")]
    public static partial void Failed(ILogger logger, string broker, long number, Exception bug);

    [LoggerMessage(6, LogLevel.Warning, "{Broker}: cannot accept on {Address}: {Error}; tries again in {Pause}")]
    public static partial void AcceptFailed(ILogger logger, string broker, object address, string error, TimeSpan pause);

    [LoggerMessage(7, LogLevel.Information, "{Broker}: connection {Number} from {ClientAddress} did not get as far as MQTT: {Detail}")]
    public static partial void TurnedAway(ILogger logger, string broker, long number, object clientAddress, string detail);

    [LoggerMessage(8, LogLevel.Error, "{Broker}: cannot write the snapshot {File}: {Error}")]
    public static partial void SnapshotFailed(ILogger logger, string broker, string file, string error);

    [LoggerMessage(2, LogLevel.Information,
        "{Broker}: connection {Number} of '{ClientId}' ({Version}) from {ClientAddress}, certificate {CertificateName}, session present: {SessionPresent}")]
    private static partial void Connected(
        ILogger logger, string broker, long number, string clientId, object version, object clientAddress, string? certificateName, bool sessionPresent);
}
