using Lb.Configuration.HaProxy.Drafts;
using Lb.Configuration.HaProxy.Keywords;
using Lb.Configuration.HaProxy.Syntax;

namespace Lb.Configuration.HaProxy.Building;

/// <summary>Reads the first line of a proxy section: <c>backend NAME [from DEFAULTS]</c> (HAProxy manual 4).</summary>
internal static class ProxyHeaderParser
{
    /// <summary>Never null: a section without a usable name is an error, and is still read so that its lines are judged.</summary>
    public static ProxyDraft Parse(Statement header, ConfigDraft config)
    {
        var kind = header.Words[0] switch
        {
            "defaults" => SectionKinds.Defaults,
            "frontend" => SectionKinds.Frontend,
            "backend" => SectionKinds.Backend,
            _ => SectionKinds.Listen,
        };
        var words = new WordCursor(header.Words);
        words.Skip(1);
        var name = ReadName(words, header, kind, config);
        var settings = ReadInherited(words, header, config);
        ReportExtraWords(words, header, config);
        return new ProxyDraft(kind, name, header.Location, settings);
    }

    private static string ReadName(WordCursor words, Statement header, SectionKinds kind, ConfigDraft config)
    {
        if (words.Peek is null || (words.Peek == "from" && kind == SectionKinds.Defaults))
        {
            if (kind != SectionKinds.Defaults)
                config.Diagnostics.Error(header.Location, $"'{header.Words[0]}': the name is missing.");
            return "";
        }

        var name = words.Next()!;
        if (SectionName.Problem(name) is { } problem)
            config.Diagnostics.Error(header.Location, $"'{header.Words[0]}': {problem}");
        return name;
    }

    private static ProxySettings ReadInherited(WordCursor words, Statement header, ConfigDraft config)
    {
        if (!words.TrySkip("from"))
            return header.Words[0] == "defaults" ? new ProxySettings() : config.Defaults.LastOrDefault()?.Settings ?? new ProxySettings();

        var name = words.Next();
        if (config.Defaults.LastOrDefault(d => d.Name == name && d.Name.Length > 0) is { } defaults)
            return defaults.Settings;
        var named = config.Defaults.Select(d => d.Name).Where(n => n.Length > 0).ToList();
        var list = named.Count == 0 ? "There is none with a name above." : $"Those above: {string.Join(", ", named)}.";
        config.Diagnostics.Error(header.Location, $"'{header.Words[0]}': there is no defaults section '{name}'. {list}");
        return new ProxySettings();
    }

    private static void ReportExtraWords(WordCursor words, Statement header, ConfigDraft config)
    {
        if (words.Next() is not { } word)
            return;
        var advice = word.Contains(':', StringComparison.Ordinal)
            ? $"An address needs a line of its own: 'bind {word}'."
            : "Each statement needs a line of its own; were the line breaks of the file lost?";
        config.Diagnostics.Error(header.Location, $"'{header.Words[0]} {header.Words[1]}': '{word}' is one word too many. {advice}");
    }
}
