using System.Globalization;
using System.Net;
using Lb.Configuration.Diagnostics;
using Lb.Configuration.HaProxy.Drafts;
using Lb.Configuration.HaProxy.Syntax;
using Lb.Configuration.HaProxy.Values;
using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Keywords;

/// <summary>What a keyword's parser works with: the words behind the keyword, and messages that carry line and keyword.</summary>
internal abstract class KeywordContext(string label, WordCursor words, SourceLocation location, ConfigDraft config)
{
    /// <summary>Words behind the keyword.</summary>
    public WordCursor Words { get; } = words;

    /// <summary>Line of the statement.</summary>
    public SourceLocation Location { get; } = location;

    /// <summary>The whole configuration as read so far.</summary>
    public ConfigDraft Config { get; } = config;

    /// <summary>What messages call the statement.</summary>
    public string Label { get; } = label;

    private ConfigDiagnostics Diagnostics => Config.Diagnostics;

    /// <summary>Adds an error that begins with the statement's name.</summary>
    public void Error(string message) => Diagnostics.Error(Location, $"'{Label}': {message}");

    /// <summary>Adds a warning that begins with the statement's name.</summary>
    public void Warning(string message) => Diagnostics.Warning(Location, $"'{Label}': {message}");

    /// <summary>Adds a notice that begins with the statement's name.</summary>
    public void Notice(string message) => Diagnostics.Notice(Location, $"'{Label}': {message}");

    /// <summary>Accepts the statement with a warning that says why nothing follows from it.</summary>
    public void NoEffect(string reason)
    {
        Warning($"has no effect here; {reason}.");
        Words.SkipAll();
    }

    /// <summary>Reads a word; null, with an error that says what is missing, at the end.</summary>
    public string? Word(string what)
    {
        if (Words.Next() is { } word)
            return word;
        Error($"{what} is missing.");
        return null;
    }

    /// <summary>Reads an integer within a range; null with an error otherwise.</summary>
    public int? Integer(string what, int minimum, int maximum)
    {
        if (Word(what) is not { } word)
            return null;
        if (int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= minimum
            && value <= maximum)
            return value;
        Error($"{what} '{word}' is not a number from {minimum} to {maximum}.");
        return null;
    }

    /// <summary>Reads a time; null with an error otherwise.</summary>
    public TimeSpan? Duration(string what, string defaultUnit = "ms") =>
        Word(what) is { } word && Accept(word, DurationText.Parse(word, defaultUnit), out var time) ? time : null;

    /// <summary>Reads a size; null with an error otherwise.</summary>
    public int? Size(string what) => Word(what) is { } word && Accept(word, SizeText.Parse(word), out var size) ? size : null;

    /// <summary>Reads an address with an optional port; null with an error otherwise.</summary>
    public AddressText? Address(string what) => Word(what) is { } word ? ParseAddress(Expand(word)) : null;

    /// <summary>Replaces environment variables, which addresses may have outside of quotes too.</summary>
    public string Expand(string word) => VariableReference.ExpandAll(word, Config.Environment.GetVariable);

    /// <summary>Parses an address, its variables already expanded; null with an error otherwise.</summary>
    public AddressText? ParseAddress(string expanded) => Accept(expanded, AddressText.Parse(expanded), out var address) ? address : null;

    /// <summary>First address of a name, or the address itself; null with an error when it cannot be resolved.</summary>
    public IPAddress? Resolve(string name)
    {
        if (name is "" or "*")
            return IPAddress.Any;
        if (IPAddress.TryParse(name, out var address) && (name.Contains(':') || name.Count(c => c == '.') == 3))
            return address;
        if (Config.Resolve(name) is { } resolved)
            return resolved;
        Error($"the name '{name}' cannot be resolved. Correct it, add it to DNS or /etc/hosts, or write the address.");
        return null;
    }

    /// <summary>Reads one of some words; null with an error and a suggestion otherwise.</summary>
    public T? OneOf<T>(string what, IReadOnlyDictionary<string, T> choices)
        where T : struct
    {
        if (Word(what) is not { } word)
            return null;
        if (choices.TryGetValue(word, out var value))
            return value;
        Error($"{what} '{word}' is unknown; it is one of {string.Join(", ", choices.Keys)}.{KeywordSuggestion.For(word, choices.Keys)}");
        return null;
    }

    /// <summary>Reports words that are left over.</summary>
    public void End()
    {
        if (Words.Next() is not { } word)
            return;
        Error($"'{word}' is one word too many. Remove it and what follows, or put it on a line of its own.");
        Words.SkipAll();
    }

    private bool Accept<T>(string word, Parsed<T> parsed, out T value)
    {
        value = parsed.Value;
        if (parsed.Error is null)
            return true;
        Error($"'{word}' {parsed.Error}.");
        return false;
    }
}
