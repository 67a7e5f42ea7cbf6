using Lb.Configuration.Model;

namespace Lb.Core.Tests.Samples;

/// <summary>Expressions that tests use.</summary>
internal static class Expressions
{
    public static SampleExpression Payload(params SampleConverter[] converters) => Of(new SampleFetch.Payload(0, 0), converters);

    public static SampleExpression Field(string name) => Payload(new SampleConverter.MqttFieldValue("connect", name));

    public static SampleExpression IsValid => Payload(new SampleConverter.MqttIsValid());

    public static SampleExpression Of(SampleFetch fetch, params SampleConverter[] converters) => new(fetch, [.. converters], "as written");

    public static ConditionConfig If(AclTest test, bool unless = false) => new(unless, [[new ConditionTerm(false, [test])]], "as written");

    public static AclTest True(SampleExpression sample) => new(sample, MatchMethod.Boolean, [], false);

    public static AclTest Matches(SampleExpression sample, MatchMethod method, params AclPattern[] patterns) => new(sample, method, [.. patterns], false);
}
