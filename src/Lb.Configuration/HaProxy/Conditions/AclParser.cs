using System.Collections.Frozen;
using Lb.Configuration.HaProxy.Keywords;
using Lb.Configuration.HaProxy.Samples;
using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Conditions;

/// <summary>Parses the test of an acl: sample, flags, operator and patterns (HAProxy manual 7.1).</summary>
internal static class AclParser
{
    private static readonly FrozenDictionary<string, MatchMethod> Methods = new Dictionary<string, MatchMethod>
    {
        ["found"] = MatchMethod.Found,
        ["bool"] = MatchMethod.Boolean,
        ["int"] = MatchMethod.Integer,
        ["ip"] = MatchMethod.Address,
        ["bin"] = MatchMethod.Binary,
        ["len"] = MatchMethod.Length,
        ["str"] = MatchMethod.Text,
        ["sub"] = MatchMethod.Substring,
        ["reg"] = MatchMethod.Regex,
        ["beg"] = MatchMethod.Prefix,
        ["end"] = MatchMethod.Suffix,
        ["dir"] = MatchMethod.Directory,
        ["dom"] = MatchMethod.Domain,
    }.ToFrozenDictionary();

    /// <summary>Words that may follow <c>-m</c>.</summary>
    public static IEnumerable<string> MethodNames => Methods.Keys;

    /// <summary>Parses a test whose words are already cut out; null with an error otherwise.</summary>
    /// <param name="context">Statement that the words belong to; its own cursor is at the sample.</param>
    /// <param name="end">Word that ends the test, <c>}</c>, or null for the end of the line.</param>
    public static AclTest? Parse(KeywordContext context, string? end)
    {
        if (ReadSample(context) is not var (sample, method))
            return null;

        var flags = new AclFlags { Method = method };
        if (!ReadFlags(context, flags, end))
            return null;
        if (flags.Method is null)
        {
            context.Error($"'{sample.Expression.Text}' gives {(sample.Type == SampleType.Bytes ? "bytes" : "a value of no fixed type")}; "
                + "say how to compare it, for example '-m str' or '-m found'.");
            return null;
        }

        var words = ReadPatternWords(context, end);
        var parser = new AclPatternParser(context, flags.Method.Value, flags);
        var patterns = parser.Parse([.. flags.FilePatterns, .. words]);
        return patterns is null ? null : new AclTest(sample.Expression, flags.Method.Value, patterns.Value, flags.IgnoreCase);
    }

    private static (TypedSample Sample, MatchMethod? Method)? ReadSample(KeywordContext context)
    {
        var text = context.Words.Peek ?? "";
        var nameEnd = text.AsSpan().IndexOfAny('(', ',');
        var name = nameEnd < 0 ? text : text[..nameEnd];
        var shorthand = AclKeyword.All.FirstOrDefault(row => row.Name == name);
        if (shorthand is null)
            return SampleParser.Read(context) is { } sample ? (sample, DefaultMethod(sample.Type)) : null;

        var expression = context.Words.NextExpression()!;
        return SampleParser.Parse(shorthand.Fetch + expression[name.Length..], context.Error) is { } parsed
            ? (parsed, shorthand.Method)
            : null;
    }

    private static MatchMethod? DefaultMethod(SampleType type) => type switch
    {
        SampleType.Boolean => MatchMethod.Boolean,
        SampleType.Integer => MatchMethod.Integer,
        SampleType.Address => MatchMethod.Address,
        SampleType.Text => MatchMethod.Text,
        _ => null,
    };

    private static bool ReadFlags(KeywordContext context, AclFlags flags, string? end)
    {
        while (context.Words.Peek is ['-', not (>= '0' and <= '9'), ..] flag && flag != end)
        {
            context.Words.Next();
            if (flag == "--")
                return true;
            if (!ReadFlag(context, flags, flag))
                return false;
        }

        return true;
    }

    private static bool ReadFlag(KeywordContext context, AclFlags flags, string flag)
    {
        switch (flag)
        {
            case "-i":
                flags.IgnoreCase = true;
                return true;
            case "-n":
                flags.NoNames = true;
                return true;
            case "-m":
                flags.Method = context.OneOf("match method", Methods);
                return flags.Method is not null;
            case "-f":
                return ReadPatternFile(context, flags);
            case "-u" or "-M":
                context.Error($"the acl flag '{flag}' is one of HAProxy's that this version does not have yet.");
                return false;
            default:
                context.Error($"'{flag}' is no acl flag; flags are -i, -m, -f, -n and --. Write '--' before a pattern that begins with '-'.");
                return false;
        }
    }

    // One pattern a line; blank lines and lines that begin with '#' do not count (manual 7.1).
    private static bool ReadPatternFile(KeywordContext context, AclFlags flags)
    {
        if (context.Word("file name") is not { } file)
            return false;
        try
        {
            flags.FilePatterns.AddRange(File.ReadLines(file).Select(line => line.Trim()).Where(line => line is not ("" or ['#', ..])));
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            context.Error($"pattern file '{file}' cannot be read: {e.Message}");
            return false;
        }
    }

    private static List<string> ReadPatternWords(KeywordContext context, string? end)
    {
        var words = new List<string>();
        while (context.Words.Peek is { } word && word != end)
        {
            words.Add(word);
            context.Words.Next();
        }

        return words;
    }
}
