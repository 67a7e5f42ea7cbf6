using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Lb.Configuration.Diagnostics;
using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Samples;

/// <summary>The converters that this version has; one row each (HAProxy manual 7.3.1).</summary>
internal static class ConverterKeywords
{
    private static readonly string[] ConnectFields =
    [
        "flags", "protocol_name", "protocol_version", "keepalive", "client_identifier", "will_topic", "will_payload", "username",
        "password",
    ];

    private static readonly string[] ConnackFields = ["flags", "protocol_version", "reason_code"];

    /// <summary>Rows in the order of the reference.</summary>
    public static ImmutableArray<ConverterKeyword> All { get; } =
    [
        Plain("lower", SampleType.Text, SampleType.Text, "upper-case ASCII letters become lower case", new SampleConverter.Lower()),
        Plain("upper", SampleType.Text, SampleType.Text, "lower-case ASCII letters become upper case", new SampleConverter.Upper()),
        Plain("length", SampleType.Text, SampleType.Integer, "length in bytes", new SampleConverter.Length()),
        Plain("hex", SampleType.Bytes, SampleType.Text, "bytes as upper-case hex", new SampleConverter.Hex()),
        new("ipmask", "<prefix4>[,<prefix6>]", SampleType.Address, SampleType.Address, "network that the address belongs to", AddressMask),
        new("field", "<index>,<delimiters>[,<count>]", SampleType.Text, SampleType.Text,
            "part of a text between delimiters, counted from 1 or, negative, from the end", Field),
        Plain("mqtt_is_valid", SampleType.Bytes, SampleType.Boolean, "true when the bytes begin with a well-formed CONNECT",
            new SampleConverter.MqttIsValid()),
        new("mqtt_field_value", "connect|connack,<field>", SampleType.Bytes, SampleType.Text,
            "field of the CONNECT by name (`client_identifier`, `username`, ...), or an MQTT 5 property by number", MqttField),
    ];

    /// <summary>Rows by name.</summary>
    public static FrozenDictionary<string, ConverterKeyword> ByName { get; } = All.ToFrozenDictionary(row => row.Name);

    private static ConverterKeyword Plain(
        string name, SampleType input, SampleType output, string documentation, SampleConverter converter) =>
        new(name, "", input, output, documentation, arguments => arguments.Take(0, 0) ? converter : null);

    private static SampleConverter? Field(SampleArguments arguments)
    {
        if (!arguments.Take(2, 3))
            return null;
        var index = (int)arguments.Integer(0, int.MinValue, int.MaxValue);
        if (index == 0)
            arguments.Error("the index counts from 1, or from -1 at the end.");
        if (arguments.Text(1).Length == 0)
            arguments.Error("the delimiters are empty.");
        return new SampleConverter.Field(index, arguments.Text(1), (int)arguments.Integer(2, 0, int.MaxValue, defaultValue: 1));
    }

    private static SampleConverter? AddressMask(SampleArguments arguments)
    {
        if (!arguments.Take(1, 2))
            return null;
        return new SampleConverter.AddressMask(
            PrefixLength(arguments), (int)arguments.Integer(1, 0, 128, defaultValue: 128));
    }

    private static int PrefixLength(SampleArguments arguments)
    {
        var text = arguments.Text(0);
        if (!text.Contains('.', StringComparison.Ordinal))
            return (int)arguments.Integer(0, 0, 32);
        if (IPAddress.TryParse(text, out var mask) && Netmask.PrefixLength(mask) is { } length)
            return length;
        arguments.Error($"'{text}' is no netmask.");
        return 0;
    }

    private static SampleConverter? MqttField(SampleArguments arguments)
    {
        if (!arguments.Take(2, 2))
            return null;
        var (packet, field) = (arguments.Text(0), arguments.Text(1));
        if (packet is not ("connect" or "connack"))
        {
            arguments.Error($"the packet '{packet}' is neither connect nor connack.");
            return null;
        }

        var fields = packet == "connect" ? ConnectFields : ConnackFields;
        var isProperty = int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var property) && property is > 0 and < 43;
        if (isProperty || fields.Contains(field))
            return new SampleConverter.MqttFieldValue(packet, field);
        arguments.Error(
            $"{packet} has no field '{field}'; fields are {string.Join(", ", fields)}, or the number of an MQTT 5 property."
            + KeywordSuggestion.For(field, fields));
        return null;
    }
}
