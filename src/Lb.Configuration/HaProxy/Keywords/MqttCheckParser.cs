using Lb.Configuration.Diagnostics;
using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Keywords;

/// <summary>Parses <c>option mqtt-check</c>.</summary>
internal static class MqttCheckParser
{
    private const int MaxText = 65535;

    private static readonly Dictionary<string, int> Versions = new()
    {
        ["3"] = 3,
        ["4"] = 4,
        ["5"] = 5,
        ["3.1"] = 3,
        ["3.1.1"] = 4,
        ["5.0"] = 5,
    };

    /// <summary>Sets or, with <c>no</c>, clears the check.</summary>
    public static void Parse(ProxyContext context)
    {
        var check = new CheckMethod.Mqtt(4, "", null, null);
        while (context.Words.Next() is { } word)
        {
            var next = ReadOne(context, word, check);
            if (next is null)
            {
                context.Words.SkipAll();
                return;
            }

            check = next;
        }

        if (check is { Password: not null, Username: null, Level: < 5 })
            context.Error("a password needs a username before MQTT 5. Add 'username'.");
        context.Set(settings => settings with
        {
            Check = settings.Check with { Mqtt = context.Negated ? null : check, UsesScript = false },
        });
    }

    private static CheckMethod.Mqtt? ReadOne(ProxyContext context, string word, CheckMethod.Mqtt check)
    {
        switch (word)
        {
            case "version":
                return context.OneOf("MQTT version", Versions) is { } level ? check with { Level = level } : null;
            case "client-id":
                return Text(context, word) is { } id ? check with { ClientId = id } : null;
            case "username":
                return Text(context, word) is { } name ? check with { Username = name } : null;
            case "password":
                return Text(context, word) is { } password ? check with { Password = password } : null;
            default:
                context.Error($"'{word}' is not understood; version, client-id, username and password may follow."
                    + KeywordSuggestion.For(word, ["version", "client-id", "username", "password"]));
                return null;
        }
    }

    private static string? Text(ProxyContext context, string what)
    {
        if (context.Word($"the value of '{what}'") is not { } text)
            return null;
        if (System.Text.Encoding.UTF8.GetByteCount(text) <= MaxText)
            return text;
        context.Error($"the value of '{what}' is longer than the {MaxText} bytes that MQTT allows.");
        return null;
    }
}
