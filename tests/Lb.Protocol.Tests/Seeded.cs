using FsCheck;
using FsCheck.Fluent;
using Lb.Protocol.Mqtt;

namespace Lb.Protocol.Tests;

/// <summary>Runs a property for many seeds and every protocol version; FsCheck prints the seed of a failure.</summary>
internal static class Seeded
{
    private static readonly MqttProtocolVersion[] Versions = [MqttProtocolVersion.V31, MqttProtocolVersion.V311, MqttProtocolVersion.V5];

    public static void Check(Action<Random> property, int runs = 300) =>
        FsCheck.Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(runs),
            Prop.ForAll<int>(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => property(new(seed))));

    public static void CheckVersions(Action<Random, MqttProtocolVersion> property, int runs = 300) =>
        Check(random => property(random, Versions[random.Next(Versions.Length)]), runs * Versions.Length);
}
