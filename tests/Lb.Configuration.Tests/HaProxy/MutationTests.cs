using FsCheck;
using FsCheck.Fluent;

namespace Lb.Configuration.Tests.HaProxy;

/// <summary>Damaged configurations: whatever happens to a file, the reader answers with a configuration or with errors that name a
/// line.</summary>
public sealed class MutationTests
{
    private static readonly string[] Words =
    [
        "{", "}", "(", ")", ",", "if", "unless", "or", "!", "\"", "'", "\\", "#", "$", "%", ":", "0", "-1", "99999999999", "no", "from",
        "src", "server", "bind", "acl", "\uFF0C", "{ src }", "crt", "ssl", "check", "timeout", "option", "stick", "table", "random(",
            "set-var(",
    ];

    private static readonly string[] Lines = [.. Examples.List.Select(example => $"{Section(example.Section)}\n    {example.Line}\n")];

    [Fact]
    public void AnswersWithAConfigurationOrWithLocatedErrors_WhateverIsDamaged() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1500),
            Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => IsAnswered(Damaged(new Random(seed)))));

    [Fact]
    public void AnswersWithAConfigurationOrWithLocatedErrors_WhateverTheText() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll<string?>(text => IsAnswered("frontend f\n" + text)));

    private static bool IsAnswered(string text)
    {
        var result = HaProxyText.Parse(text);
        var errors = result.Diagnostics.Where(d => d.Severity == Diagnostics.ConfigSeverity.Error).ToList();
        return (result.Config is null) == (errors.Count > 0) && errors.All(error => error.Location is
        {
            Line: > 0,
            File: HaProxyText.File
        });
    }

    private static string Damaged(Random random)
    {
        var text = HaProxyText.Defaults + string.Concat(Enumerable.Range(0, 6).Select(_ => Lines[random.Next(Lines.Length)]));
        for (var i = random.Next(6); i >= 0; i--)
            text = Damage(text, random);
        return text;
    }

    private static string Damage(string text, Random random)
    {
        var at = random.Next(text.Length);
        return random.Next(5) switch
        {
            0 => text.Remove(at, Math.Min(text.Length - at, random.Next(1, 12))),
            1 => text.Insert(at, Words[random.Next(Words.Length)]),
            2 => text.Insert(at, $" {Words[random.Next(Words.Length)]} "),
            3 => text.Insert(at, ((char)random.Next(1, 0x2100)).ToString()),
            _ => text[..at] + text[random.Next(text.Length)..],
        } + "\n";
    }

    private static string Section(string name) => name switch
    {
        "http" => "frontend h\n    mode http",
        "frontend" => "frontend f",
        "backend" => "backend b",
        _ => name,
    };
}
