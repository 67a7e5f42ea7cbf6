using System.Buffers;
using System.Collections.Immutable;
using System.Net;
using Lb.Configuration.Model;

namespace Lb.Core.Samples;

/// <summary>Fetches samples (HAProxy manual 7.3) from the facts of a connection.</summary>
public static class SampleEvaluator
{
    /// <summary>Evaluates a fetch and its converters.</summary>
    /// <param name="expression">What to evaluate.</param>
    /// <param name="facts">The connection.</param>
    /// <param name="value">The value when found; its bytes may be borrowed from the payload.</param>
    /// <returns><see cref="SampleStatus.NeedMoreData"/> never once <see cref="ConnectionFacts.PayloadComplete"/> is set.</returns>
    public static SampleStatus Evaluate(SampleExpression expression, ConnectionFacts facts, out SampleValue value)
    {
        ArgumentNullException.ThrowIfNull(expression);
        ArgumentNullException.ThrowIfNull(facts);
        var converters = expression.Converters;
        var done = MqttSamples.TryEvaluate(expression, facts, out var status, out value) ? 1 : 0;
        if (done == 0) status = Fetch(expression.Fetch, facts, out value);
        for (; done < converters.Length && status == SampleStatus.Found; done++)
            status = SampleConverters.Apply(converters[done], facts, value, out value);
        return status;
    }

    private static SampleStatus Fetch(SampleFetch fetch, ConnectionFacts facts, out SampleValue value)
    {
        value = default;
        return fetch switch
        {
            SampleFetch.Source => AddressOf(facts.Client, out value),
            SampleFetch.SourcePort => PortOf(facts.Client, out value),
            SampleFetch.Destination => AddressOf(facts.Destination, out value),
            SampleFetch.DestinationPort => PortOf(facts.Destination, out value),
            SampleFetch.IsTls => Found(SampleValue.Of(facts.IsTls), out value),
            SampleFetch.ServerName => TextOf(facts.ServerName, out value),
            SampleFetch.HasClientCertificate => Found(SampleValue.Of(facts.HasClientCertificate), out value),
            SampleFetch.ClientCommonName => TextOf(facts.ClientCommonName, out value),
            SampleFetch.Path => TextOf(facts.HttpPath, out value),
            SampleFetch.Payload payload => PayloadOf(payload, facts, out value),
            SampleFetch.PayloadLength => LengthOf(facts, out value),
            SampleFetch.Variable variable => facts.TryGetVariable(variable.Name, out value) ? SampleStatus.Found : SampleStatus.Absent,
            SampleFetch.TextConstant text => Found(SampleValue.Of(text.Value), out value),
            SampleFetch.IntegerConstant number => Found(SampleValue.Of(number.Value), out value),
            SampleFetch.BooleanConstant boolean => Found(SampleValue.Of(boolean.Value), out value),
            SampleFetch.Concatenation parts => Concatenate(parts.Parts, facts, out value),
            _ => SampleStatus.Absent,
        };
    }

    private static SampleStatus AddressOf(IPEndPoint? address, out SampleValue value)
    {
        value = default;
        return address is null ? SampleStatus.Absent : Found(SampleValue.Of(address.Address), out value);
    }

    private static SampleStatus PortOf(IPEndPoint? address, out SampleValue value)
    {
        value = default;
        return address is null ? SampleStatus.Absent : Found(SampleValue.Of((long)address.Port), out value);
    }

    private static SampleStatus TextOf(string? text, out SampleValue value)
    {
        value = default;
        return string.IsNullOrEmpty(text) ? SampleStatus.Absent : Found(SampleValue.Of(text), out value);
    }

    private static SampleStatus PayloadOf(SampleFetch.Payload payload, ConnectionFacts facts, out SampleValue value)
    {
        value = default;
        var available = facts.Payload.Length - payload.Offset;
        if (available < Math.Max(payload.Length, 1)) return facts.PayloadComplete ? SampleStatus.Absent : SampleStatus.NeedMoreData;
        var length = payload.Length == 0 ? available : payload.Length;
        return Found(SampleValue.Of(MqttSamples.Contiguous(facts.Payload.Slice(payload.Offset, length))), out value);
    }

    private static SampleStatus LengthOf(ConnectionFacts facts, out SampleValue value)
    {
        value = default;
        var waits = facts.Payload.IsEmpty && !facts.PayloadComplete;
        return waits ? SampleStatus.NeedMoreData : Found(SampleValue.Of(facts.Payload.Length), out value);
    }

    private static SampleStatus Concatenate(ImmutableArray<SampleExpression> parts, ConnectionFacts facts, out SampleValue value)
    {
        value = default;
        var text = new ArrayBufferWriter<byte>();
        foreach (var part in parts)
        {
            var status = Evaluate(part, facts, out var partValue);
            if (status == SampleStatus.NeedMoreData) return status;
            if (status == SampleStatus.Found) text.Write(partValue.AsText().Span);
        }

        return text.WrittenCount == 0 ? SampleStatus.Absent : Found(SampleValue.Of(text.WrittenMemory), out value);
    }

    private static SampleStatus Found(SampleValue found, out SampleValue value)
    {
        value = found;
        return SampleStatus.Found;
    }
}
