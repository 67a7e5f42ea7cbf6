using System.Buffers;
using Lb.Protocol.Connect;
using Lb.Protocol.Mqtt;

namespace Lb.Protocol.Tests.Mqtt.Properties;

/// <summary>Every property in every place: MQTT 5.0 section 2.2.2.2. CONNECT and its will are read by two parsers, which must agree.</summary>
public sealed class PropertyTableTests
{
    private static readonly (ReasonCode, string, ConnectError) Misplaced =
        (ReasonCode.MalformedPacket, "MQTT 2.2.2.2", ConnectError.PropertyMalformed);

    private static readonly (ReasonCode, string, ConnectError) Repeated =
        (ReasonCode.ProtocolError, "MQTT 2.2.2.2", ConnectError.PropertyDuplicate);

    public static TheoryData<byte, PropertyPlace> Allowed => Pairs(static (rule, place) => rule.Places.HasFlag(place));

    public static TheoryData<byte, PropertyPlace> Forbidden => Pairs(static (rule, place) => !rule.Places.HasFlag(place));

    public static TheoryData<byte, PropertyPlace> Limited =>
        Pairs(static (rule, place) => rule.Illegal.Length > 0 && rule.Places.HasFlag(place));

    public static TheoryData<PropertyPlace> Places => [.. PropertyRules.Places];

    [Theory]
    [MemberData(nameof(Allowed))]
    public void KeepsTheValue_WhenTheTableAllowsThePropertyThere(byte id, PropertyPlace place) =>
        AssertKept(PropertyPackets.With(place, id, PropertyRules.Of(id).Bytes));

    [Theory]
    [MemberData(nameof(Allowed))]
    public void TakesASecondOne_OnlyWhereThePropertyMayRepeat(byte id, PropertyPlace place)
    {
        byte[] property = PropertyRules.Of(id).Bytes;
        byte[] packet = PropertyPackets.With(place, id, property, property);
        if (PropertyRules.MayRepeat(id, place)) AssertKept(packet);
        else AssertRefused(packet, place, Repeated);
    }

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void RefusesTheProperty_WhenTheTableHasItElsewhere(byte id, PropertyPlace place) =>
        AssertRefused(PropertyPackets.With(place, id, PropertyRules.Of(id).Bytes), place, Misplaced);

    [Theory]
    [MemberData(nameof(Places))]
    public void RefusesTheProperty_WhenTheTableDoesNotHaveIt(PropertyPlace place)
    {
        for (byte id = 0; id < 128; id++)
            if (PropertyRules.All.All(rule => rule.Id != id)) AssertRefused(PropertyPackets.With(place, id, [id, 0, 0, 0, 0]), place, Misplaced);
        // An identifier is a variable byte integer: one of two bytes is read as a whole, not as property 0x26 and a rest.
        AssertRefused(PropertyPackets.With(place, 0, [0xA6, 0x01, 0, 0, 0, 0]), place, Misplaced);
    }

    [Theory]
    [MemberData(nameof(Allowed))]
    public void RefusesTheProperty_WhereverItsValueIsCut(byte id, PropertyPlace place)
    {
        byte[] property = PropertyRules.Of(id).Bytes;
        for (int length = 1; length < property.Length; length++)
        {
            byte[] packet = PropertyPackets.With(place, id, property[..length]);
            Assert.Equal(ParseStatus.Invalid, Read(packet, out _, out MalformedPacket? error));
            Assert.Equal(ReasonCode.MalformedPacket, error!.Reason);
            if (IsConnect(place)) Assert.Equal(ConnectError.PropertyMalformed, Parse(packet));
        }
    }

    [Theory]
    [MemberData(nameof(Limited))]
    public void RefusesTheValue_WhenThePropertyRulesItOut(byte id, PropertyPlace place)
    {
        PropertyRule rule = PropertyRules.Of(id);
        ReasonCode reason = id == (byte)PropertyId.TopicAlias ? ReasonCode.TopicAliasInvalid : ReasonCode.ProtocolError;
        foreach (string value in rule.Illegal.Split(' '))
        {
            byte[] packet = PropertyPackets.With(place, id, rule.WithValue(value));
            Assert.Equal(ParseStatus.Invalid, Read(packet, out _, out MalformedPacket? error));
            Assert.Equal((value, reason), (value, error!.Reason));
            if (IsConnect(place)) Assert.Equal((value, ConnectError.PropertyValue), (value, Parse(packet)));
        }
    }

    private static TheoryData<byte, PropertyPlace> Pairs(Func<PropertyRule, PropertyPlace, bool> condition)
    {
        var pairs = new TheoryData<byte, PropertyPlace>();
        foreach (PropertyRule rule in PropertyRules.All)
            foreach (PropertyPlace place in PropertyRules.Places)
                if (condition(rule, place)) pairs.Add(rule.Id, place);
        return pairs;
    }

    private static bool IsConnect(PropertyPlace place) => place is PropertyPlace.Connect or PropertyPlace.Will;

    /// <summary>The packet is accepted, and writing what was read gives the same bytes: nothing got lost or changed on the way.</summary>
    private static void AssertKept(byte[] bytes)
    {
        ParseStatus status = Read(bytes, out MqttPacket? packet, out MalformedPacket? error);
        Assert.Equal((ParseStatus.Complete, null), (status, error));
        var written = new ArrayBufferWriter<byte>();
        PacketWriter.Write(written, packet!, MqttProtocolVersion.V5);
        Assert.Equal(Convert.ToHexString(bytes), Convert.ToHexString(written.WrittenSpan));
    }

    private static void AssertRefused(byte[] bytes, PropertyPlace place, (ReasonCode Reason, string Rule, ConnectError Connect) expected)
    {
        ParseStatus status = Read(bytes, out _, out MalformedPacket? error);
        Assert.Equal((ParseStatus.Invalid, expected.Reason, expected.Rule), (status, error?.Reason, error?.Rule));
        if (IsConnect(place)) Assert.Equal(expected.Connect, Parse(bytes));
    }

    private static ParseStatus Read(byte[] bytes, out MqttPacket? packet, out MalformedPacket? error)
    {
        var input = new ReadOnlySequence<byte>(bytes);
        return PacketReader.TryRead(ref input, MqttProtocolVersion.V5, int.MaxValue, out packet, out error);
    }

    private static ConnectError Parse(byte[] bytes)
    {
        ConnectParser.TryParse(bytes, int.MaxValue, out _, out ConnectError error);
        return error;
    }
}
