using static Lb.Protocol.Tests.Mqtt.Properties.PropertyPlace;

namespace Lb.Protocol.Tests.Mqtt.Properties;

/// <summary>Table 2-4 of MQTT 5.0, read from the specification and not from the code under test.</summary>
internal static class PropertyRules
{
    /// <summary>The places that have a property list, each once.</summary>
    public static readonly IReadOnlyList<PropertyPlace> Places = [.. Enum.GetValues<PropertyPlace>().Where(IsSingle)];

    public static readonly IReadOnlyList<PropertyRule> All =
    [
        new(1, "01", Publish | Will, "02 ff"), // payload format indicator
        new(2, "00000009", Publish | Will), // message expiry interval
        new(3, "000161", Publish | Will), // content type
        new(8, "000172", Publish | Will, "0000 00012b 0003722f23"), // response topic
        new(9, "000200ff", Publish | Will), // correlation data
        new(11, "ffffff7f", Publish | Subscribe, "00"), // subscription identifier
        new(17, "ffffffff", PropertyPlace.Connect | ConnAck | Disconnect), // session expiry interval
        new(18, "000163", ConnAck), // assigned client identifier
        new(19, "0000", ConnAck), // server keep alive
        new(21, "00016d", PropertyPlace.Connect | ConnAck | Auth), // authentication method
        new(22, "000200ff", PropertyPlace.Connect | ConnAck | Auth), // authentication data
        new(23, "00", PropertyPlace.Connect, "02 ff"), // request problem information
        new(24, "ffffffff", Will), // will delay interval
        new(25, "01", PropertyPlace.Connect, "02 ff"), // request response information
        new(26, "000172", ConnAck), // response information
        new(28, "000173", ConnAck | Disconnect), // server reference
        new(31, "000178", ConnAck | Answers | SubAck | UnsubAck | Disconnect | Auth), // reason string
        new(33, "0001", PropertyPlace.Connect | ConnAck, "0000"), // receive maximum
        new(34, "0000", PropertyPlace.Connect | ConnAck), // topic alias maximum
        new(35, "ffff", Publish, "0000"), // topic alias
        new(36, "01", ConnAck, "02 ff"), // maximum QoS
        new(37, "00", ConnAck, "02 ff"), // retain available
        new(38, "00016b000176", PropertyPlace.All), // user property
        new(39, "00000001", PropertyPlace.Connect | ConnAck, "00000000"), // maximum packet size
        new(40, "00", ConnAck, "02 ff"), // wildcard subscription available
        new(41, "00", ConnAck, "02 ff"), // subscription identifier available
        new(42, "00", ConnAck, "02 ff"), // shared subscription available
    ];

    /// <summary>The row of an identifier.</summary>
    public static PropertyRule Of(byte id) => All.Single(rule => rule.Id == id);

    /// <summary>User properties may repeat everywhere (section 2.2.2.2), subscription identifiers in what the server forwards (section 3.3.2.3.8).</summary>
    public static bool MayRepeat(byte id, PropertyPlace place) => id == 38 || (id == 11 && place == Publish);

    private static bool IsSingle(PropertyPlace place) => place != None && (place & (place - 1)) == 0;
}
