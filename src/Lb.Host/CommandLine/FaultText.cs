using System.Globalization;
using Lb.Broker.Faults;
using Lb.Protocol.Mqtt;

namespace Lb.Host.CommandLine;

/// <summary>Reads the values of <c>--fault</c>.</summary>
internal static class FaultText
{
    /// <summary>Faults and their values, for the help.</summary>
    public const string Syntax =
        "connack-delay=TIME|never, refuse=CODE, close-after=PACKETS, stop-reading=PACKETS, slow=TIME, drop=SHARE, seed=NUMBER";

    /// <summary>Reads all faults.</summary>
    /// <param name="texts">NAME=VALUE each; a later one of the same name counts.</param>
    /// <param name="errors">Gets what is wrong.</param>
    public static BrokerFaults Parse(IEnumerable<string> texts, ICollection<string> errors)
    {
        var faults = BrokerFaults.None;
        foreach (var text in texts)
        {
            var (name, value) = text.Split('=', 2) is [var left, var right] ? (left, right) : (text, "");
            if (With(faults, name, value) is { } more) faults = more;
            else errors.Add($"--fault {text}: write one of {Syntax}.");
        }
        return faults;
    }

    private static BrokerFaults? With(BrokerFaults faults, string name, string value) => name switch
    {
        "connack-delay" when value == "never" => faults with { ConnAckDelay = Timeout.InfiniteTimeSpan },
        "connack-delay" when TimeText.Parse(value) is { } time => faults with { ConnAckDelay = time },
        "refuse" when Code(value) is { } code => faults with { Refusal = code },
        "close-after" when Number(value) is { } packets and >= 1 => faults with { CloseAfterPackets = packets },
        "stop-reading" when Number(value) is { } packets => faults with { StopReadingAfterPackets = packets },
        "slow" when TimeText.Parse(value) is { } time => faults with { AnswerDelay = time },
        "drop" when Share(value) is { } share => faults with { DropShare = share },
        "seed" when Number(value) is { } seed => faults with { Seed = seed },
        _ => null,
    };

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static double? Share(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share <= 1 ? share : null;

    private static ReasonCode? Code(string text)
    {
        var isHex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        var style = isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        if (!byte.TryParse(isHex ? text[2..] : text, style, CultureInfo.InvariantCulture, out var code)) return null;
        var reason = (ReasonCode)code;
        return reason != ReasonCode.Success && ReasonCodeTable.IsLegal(PacketType.ConnAck, reason) ? reason : null;
    }
}
