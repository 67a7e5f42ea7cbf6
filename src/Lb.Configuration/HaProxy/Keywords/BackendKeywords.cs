using System.Collections.Immutable;
using Lb.Configuration.Diagnostics;
using Lb.Configuration.HaProxy.Drafts;
using Lb.Configuration.HaProxy.Samples;
using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Keywords;

/// <summary>Statements about servers and how they are picked (HAProxy manual 4.2).</summary>
internal static class BackendKeywords
{
    private const SectionKinds Inherited = SectionKinds.Defaults | SectionKinds.Backend;

    private static readonly Dictionary<string, HashMethod> Methods = new()
    {
        ["map-based"] = HashMethod.MapBased,
        ["consistent"] = HashMethod.Consistent,
    };

    private static readonly Dictionary<string, HashFunction> Functions = new()
    {
        ["sdbm"] = HashFunction.Sdbm,
        ["djb2"] = HashFunction.Djb2,
        ["wt6"] = HashFunction.Wt6,
        ["crc32"] = HashFunction.Crc32,
        ["none"] = HashFunction.None,
    };

    /// <summary>Rows in the order of the reference.</summary>
    public static ImmutableArray<ProxyKeyword> All { get; } =
    [
        new("balance", Inherited, "roundrobin|static-rr|leastconn|first|source|hash <sample>|random[(<draws>)]",
            "how a server is picked; roundrobin unless written", Balance),
        new("hash-type", Inherited, "map-based|consistent [sdbm|djb2|wt6|crc32|none] [avalanche]",
            "how `balance source` and `balance hash` turn a key into a server", HashType),
        new("hash-balance-factor", Inherited, "<percent>",
            "with `hash-type consistent`: no server gets more than this share of the average load; "
            + "0 = off, else above 100", HashBalanceFactor),
        new("server", SectionKinds.Backend, "<name> <address>[:<port>] [<server keyword> ...]",
            "one broker, see the server keywords; without a port, the one that the client connected to",
                ServerParser.ParseServer) { FailsElsewhere = true },
        new("default-server", Inherited, "<server keyword> ...", "keywords that later `server` lines start from",
            ServerParser.ParseDefault),
        new("source", Inherited, SourceParser.Usage, "address that servers see", Source),
        new("retries", Inherited, "<number>", "further attempts when a server does not accept the connection; 3 unless written", Retries),
        ProxyKeyword.WithoutEffect("fullconn", Inherited, "<number>", "server limits do not depend on the load of the backend"),
    ];

    private static void Balance(ProxyContext context)
    {
        if (context.Words.Peek is not { } word)
        {
            context.Error("the algorithm is missing.");
            return;
        }

        var name = word.Split('(')[0];
        if (name == "random")
            Random(context, word);
        else if (name == "hash")
            Hash(context);
        else if (BalanceAlgorithms.ByName.TryGetValue(word, out var algorithm))
            Plain(context, algorithm);
        else
            Unknown(context, name);
    }

    private static void Plain(ProxyContext context, BalanceAlgorithm algorithm)
    {
        context.Words.Next();
        context.End();
        context.Set(settings => settings with { Balance = settings.Balance with { Algorithm = algorithm, Key = null } });
    }

    private static void Hash(ProxyContext context)
    {
        context.Words.Next();
        if (SampleParser.Read(context) is not { } key)
            return;
        context.End();
        context.Set(settings => settings with
        {
            Balance = settings.Balance with { Algorithm = BalanceAlgorithm.Hash, Key = key.Expression },
        });
    }

    private static void Random(ProxyContext context, string word)
    {
        context.Words.Next();
        context.End();
        var (calls, error) = SampleCall.Split(word);
        if (calls is not [var call])
        {
            context.Error(error ?? $"'{word}' is no algorithm.");
            return;
        }

        var arguments = new SampleArguments("random", call.Arguments, context.Error);
        var draws = arguments.Take(0, 1) ? (int)arguments.Integer(0, 1, int.MaxValue, defaultValue: 2) : 0;
        if (!arguments.Failed)
            context.Set(settings => settings with
            {
                Balance = settings.Balance with { Algorithm = BalanceAlgorithm.Random, RandomDraws = draws, Key = null },
            });
    }

    private static void Unknown(ProxyContext context, string name)
    {
        context.Error(BalanceAlgorithms.Unbuilt.Contains(name)
            ? $"'{name}' is an algorithm of HAProxy that this version does not have yet."
            : $"there is no algorithm '{name}'; this version has {string.Join(", ", BalanceAlgorithms.Names)}."
              + KeywordSuggestion.For(name, BalanceAlgorithms.Names));
        context.Words.SkipAll();
    }

    private static void HashType(ProxyContext context)
    {
        if (context.OneOf("hash method", Methods) is not { } method)
            return;
        HashFunction? function = null;
        if (context.Words.Peek is { } word && word != "avalanche")
        {
            function = context.OneOf("hash function", Functions);
            if (function is null)
                return;
        }

        var avalanche = context.Words.TrySkip("avalanche");
        context.End();
        context.Set(settings => settings with
        {
            Balance = settings.Balance with
            {
                HashMethod = method,
                HashFunction = function ?? HashFunction.Sdbm,
                // The manual leaves it open, HAProxy does it: a ring without a function named mixes the bits once more.
                Avalanche = avalanche || (method == HashMethod.Consistent && function is null),
            },
        });
    }

    private static void HashBalanceFactor(ProxyContext context)
    {
        if (context.Integer("the percentage", 0, 65535) is not { } factor)
            return;
        context.End();
        if (factor is > 0 and <= 100)
            context.Error($"{factor} percent of the average load cannot hold for every server. Write 0 (off) or more than 100, for example 125.");
        context.Set(settings => settings with { Balance = settings.Balance with { HashBalanceFactor = factor } });
    }

    private static void Source(ProxyContext context)
    {
        var source = SourceParser.Parse(context);
        context.End();
        if (source is not null)
            context.Set(settings => settings with { Source = source });
    }

    private static void Retries(ProxyContext context)
    {
        if (context.Integer("the number", 0, int.MaxValue) is not { } retries)
            return;
        context.End();
        context.Set(settings => settings with { Retry = settings.Retry with { Retries = retries } });
    }
}
