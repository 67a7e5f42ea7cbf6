using System.Collections.Immutable;
using Lb.Configuration.Model;

namespace Lb.Core.Rules;

/// <summary>What a frontend must have read from the client before a server can be picked. Worked out once from the config.</summary>
/// <param name="Payload">Some bytes: a rule, a <c>stick</c> or a <c>balance</c> looks at what the client sends first. False: relay at
/// once.</param>
/// <param name="Connect">Among these the MQTT CONNECT.</param>
public sealed record FrontendNeeds(bool Payload, bool Connect)
{
    /// <summary>Works out the needs of a frontend's own rules and of every backend that it may choose.</summary>
    /// <param name="frontend">The frontend.</param>
    /// <param name="backends">The backends that its <c>use_backend</c> rules and <c>default_backend</c> name.</param>
    public static FrontendNeeds Of(FrontendConfig frontend, IEnumerable<BackendConfig> backends)
    {
        ArgumentNullException.ThrowIfNull(frontend);
        ArgumentNullException.ThrowIfNull(backends);
        var samples = InRules(frontend.ContentRules)
            .Concat(frontend.UseBackends.SelectMany(rule => In(rule.Condition)))
            .Concat(backends.SelectMany(In))
            .SelectMany(WithParts)
            .ToList();
        var connect = samples.Any(sample => sample.NeedsPayload && sample.Converters.Any(IsMqtt));
        return new FrontendNeeds(samples.Any(sample => sample.NeedsPayload), connect);
    }

    private static bool IsMqtt(SampleConverter converter) => converter is SampleConverter.MqttIsValid or SampleConverter.MqttFieldValue;

    private static IEnumerable<SampleExpression> In(BackendConfig backend)
    {
        var key = backend.Balance.Key;
        return InRules(backend.ContentRules)
            .Concat(backend.StickRules.SelectMany(rule => In(rule.Condition).Append(rule.Key)))
            .Concat(key is null ? [] : [key]);
    }

    private static IEnumerable<SampleExpression> InRules(ImmutableArray<TcpRuleConfig> rules) =>
        rules.SelectMany(rule => rule.Action is TcpRuleAction.SetVariable set ? In(rule.Condition).Append(set.Value) : In(rule.Condition));

    private static IEnumerable<SampleExpression> In(ConditionConfig? condition) =>
        condition is null ? [] : condition.AnyOf.SelectMany(row => row).SelectMany(term => term.AnyOf).Select(test => test.Sample);

    private static IEnumerable<SampleExpression> WithParts(SampleExpression sample) =>
        sample.Fetch is SampleFetch.Concatenation parts ? parts.Parts.SelectMany(WithParts).Append(sample) : [sample];
}
