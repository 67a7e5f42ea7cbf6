namespace Lb.Configuration.Model;

/// <summary>One step that changes a sample; closed: the nested records are all there are. Names are HAProxy's (manual 7.3.1).</summary>
public abstract record SampleConverter
{
    private SampleConverter()
    {
    }

    /// <summary><c>lower</c>.</summary>
    public sealed record Lower : SampleConverter;

    /// <summary><c>upper</c>.</summary>
    public sealed record Upper : SampleConverter;

    /// <summary><c>length</c>: bytes of the sample.</summary>
    public sealed record Length : SampleConverter;

    /// <summary><c>hex</c>: upper-case hex text of the bytes.</summary>
    public sealed record Hex : SampleConverter;

    /// <summary><c>ipmask(V4[,V6])</c>: prefix lengths.</summary>
    public sealed record AddressMask(int V4PrefixLength, int V6PrefixLength) : SampleConverter;

    /// <summary><c>field(INDEX,DELIMITERS[,COUNT])</c>: index from 1, negative from the end; count 0 = up to the end.</summary>
    public sealed record Field(int Index, string Delimiters, int Count) : SampleConverter;

    /// <summary><c>mqtt_is_valid</c>: whether the bytes begin with a well-formed CONNECT (or CONNACK, from the server).</summary>
    public sealed record MqttIsValid : SampleConverter;

    /// <summary><c>mqtt_field_value(PACKET,FIELD)</c>: packet <c>connect</c> or <c>connack</c>, field a name or a property number.</summary>
    public sealed record MqttFieldValue(string Packet, string FieldName) : SampleConverter;
}
