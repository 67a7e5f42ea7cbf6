using System.Collections.Immutable;
using Lb.Configuration.Diagnostics;
using Lb.Configuration.HaProxy.Keywords;
using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Samples;

/// <summary>Parses sample expressions (HAProxy manual 7.3).</summary>
internal static class SampleParser
{
    /// <summary>Reads an expression from the words; null with an error otherwise.</summary>
    public static TypedSample? Read(KeywordContext context)
    {
        if (context.Words.NextExpression() is { } text)
            return Parse(text, context.Error);
        context.Error("a sample expression is missing, for example src or req.payload(0,0),mqtt_field_value(connect,client_identifier).");
        return null;
    }

    /// <summary>Parses an expression; null with an error otherwise.</summary>
    public static TypedSample? Parse(string text, Action<string> report)
    {
        if (LookAlikes.Describe(text) is { } lookAlike)
        {
            report(lookAlike);
            return null;
        }

        var (calls, error) = SampleCall.Split(text);
        if (calls is not [var first, .. var rest])
        {
            report(error ?? "the sample expression is empty.");
            return null;
        }

        if (ParseFetch(first, report) is not { } fetch)
            return null;
        return ParseConverters(fetch.Fetch, fetch.Type, rest, text, report);
    }

    private static (SampleFetch Fetch, SampleType Type)? ParseFetch(SampleCall call, Action<string> report)
    {
        if (!FetchKeywords.ByName.TryGetValue(call.Name, out var keyword))
        {
            report(UnbuiltKeywords.SampleFetches.Contains(call.Name)
                ? $"'{call.Name}' is a sample fetch of HAProxy that this version does not have yet."
                : $"'{call.Name}' is no sample fetch.{KeywordSuggestion.For(call.Name, FetchKeywords.ByName.Keys)}");
            return null;
        }

        var arguments = new SampleArguments(call.Name, call.Arguments, report);
        return keyword.Create(arguments) is { } fetch && !arguments.Failed ? (fetch, keyword.Output) : null;
    }

    private static TypedSample? ParseConverters(
        SampleFetch fetch, SampleType type, ImmutableArray<SampleCall> calls, string text, Action<string> report)
    {
        var converters = ImmutableArray.CreateBuilder<SampleConverter>();
        foreach (var call in calls)
        {
            if (ParseConverter(call, type, report) is not { } converter)
                return null;
            converters.Add(converter.Converter);
            type = converter.Type;
        }

        return new TypedSample(new SampleExpression(fetch, converters.ToImmutable(), text), type);
    }

    private static (SampleConverter Converter, SampleType Type)? ParseConverter(SampleCall call, SampleType input, Action<string> report)
    {
        if (!ConverterKeywords.ByName.TryGetValue(call.Name, out var keyword))
        {
            report(UnbuiltKeywords.Converters.Contains(call.Name)
                ? $"'{call.Name}' is a converter of HAProxy that this version does not have yet."
                : $"'{call.Name}' is no converter.{KeywordSuggestion.For(call.Name, ConverterKeywords.ByName.Keys)}");
            return null;
        }

        if (!CanBecome(input, keyword.Input))
        {
            report($"'{call.Name}' works on {Describe(keyword.Input)}, but what comes before it gives {Describe(input)}.");
            return null;
        }

        var arguments = new SampleArguments(call.Name, call.Arguments, report);
        return keyword.Create(arguments) is { } converter && !arguments.Failed ? (converter, keyword.Output) : null;
    }

    private static bool CanBecome(SampleType from, SampleType to) => (from, to) switch
    {
        (SampleType.Any, _) => true,
        (_, SampleType.Bytes) => from is SampleType.Bytes or SampleType.Text,
        (_, SampleType.Address) => from is SampleType.Address or SampleType.Text,
        (SampleType.Boolean, SampleType.Text) => false,
        _ => true,
    };

    private static string Describe(SampleType type) => type switch
    {
        SampleType.Boolean => "true or false",
        SampleType.Integer => "a number",
        SampleType.Address => "an address",
        SampleType.Bytes => "bytes",
        _ => "text",
    };
}
