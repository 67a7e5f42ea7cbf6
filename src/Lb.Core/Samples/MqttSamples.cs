using System.Buffers;
using Lb.Configuration.Model;
using Lb.Protocol;
using Lb.Protocol.Connect;

namespace Lb.Core.Samples;

/// <summary><c>mqtt_is_valid</c> and <c>mqtt_field_value</c> (HAProxy manual 7.3.1), by the specifications' judgement. On
/// <c>req.payload(0,0)</c> the CONNECT is parsed once for all expressions, and they wait for its last byte.</summary>
internal static class MqttSamples
{
    private const string ConnectPacket = "connect";

    /// <summary>Evaluates the fetch and its first converter where these two are <c>req.payload(0,0)</c> and an MQTT one.</summary>
    /// <returns>False where they are not.</returns>
    public static bool TryEvaluate(SampleExpression expression, ConnectionFacts facts, out SampleStatus status, out SampleValue value)
    {
        status = SampleStatus.Absent;
        value = default;
        if (expression.Fetch is not SampleFetch.Payload { Offset: 0, Length: 0 } || expression.Converters.IsEmpty) return false;
        var first = expression.Converters[0];
        if (first is not (SampleConverter.MqttIsValid or SampleConverter.MqttFieldValue)) return false;
        var parsed = facts.ParseConnect(out var packet, out _);
        if (parsed == ParseStatus.NeedMoreData && !facts.PayloadComplete) status = SampleStatus.NeedMoreData;
        else status = Convert(first, parsed, packet, out value);
        return true;
    }

    /// <summary>Applies an MQTT converter to bytes from anywhere else.</summary>
    public static SampleStatus Apply(SampleConverter converter, ConnectionFacts facts, SampleValue input, out SampleValue value)
    {
        var bytes = new ReadOnlySequence<byte>(input.AsBytes());
        var parsed = ConnectParser.TryParse(bytes, facts.MaxConnectPacketSize, out var packet, out _);
        return Convert(converter, parsed, packet, out value);
    }

    /// <summary>The bytes in one piece, copied only where they are not.</summary>
    public static ReadOnlyMemory<byte> Contiguous(in ReadOnlySequence<byte> bytes) => bytes.IsSingleSegment ? bytes.First : bytes.ToArray();

    private static SampleStatus Convert(SampleConverter converter, ParseStatus parsed, in ConnectPacketView packet, out SampleValue value)
    {
        value = default;
        if (converter is SampleConverter.MqttFieldValue field)
            return parsed == ParseStatus.Complete ? FieldOf(packet, field, out value) : SampleStatus.Absent;
        value = SampleValue.Of(parsed == ParseStatus.Complete);
        return SampleStatus.Found;
    }

    private static SampleStatus FieldOf(in ConnectPacketView packet, SampleConverter.MqttFieldValue wanted, out SampleValue value)
    {
        value = default;
        if (!wanted.Packet.Equals(ConnectPacket, StringComparison.OrdinalIgnoreCase)) return SampleStatus.Absent;
        if (!ConnectFieldName.TryParse(wanted.FieldName, out var name)) return SampleStatus.Absent;
        if (!packet.TryGetField(name, out var field)) return SampleStatus.Absent;
        value = field.IsNumber ? SampleValue.Of((long)field.Number) : SampleValue.Of(Contiguous(field.Bytes));
        return SampleStatus.Found;
    }
}
