using System.Globalization;
using Lb.Configuration.Model;
using Lb.Configuration.Nginx.Blocks;
using Lb.Configuration.Nginx.Syntax;
using Lb.Configuration.Nginx.Values;

namespace Lb.Configuration.Nginx.Directives;

/// <summary>A directive at work: its arguments, the block it stands in, and readers of values that report what they cannot read and return null.</summary>
internal sealed class NginxCall(NginxStatement statement, NginxScope scope, NginxReading reading)
{
    /// <summary>Line of the directive.</summary>
    public SourceLocation Location => statement.Location;

    /// <summary>The block that is being read.</summary>
    public NginxScope Scope => scope;

    /// <summary>Settings of that block.</summary>
    public NginxSettings Settings => scope.Settings;

    /// <summary>The reading that this call is part of.</summary>
    public NginxReading Reading => reading;

    /// <summary>Arguments; their number was checked against the row.</summary>
    public IReadOnlyList<string> Arguments { get; } = [.. statement.Arguments.Select(a => a.Text)];

    /// <summary>Reads the directive's own block.</summary>
    public void RunBlock(NginxScope inner) => reading.Run(statement.Block ?? [], inner);

    /// <summary>Reports an error of this directive.</summary>
    public void Error(string message) => reading.Diagnostics.Error(Location, $"'{statement.Name}': {message}");

    /// <summary>Reports a warning; <paramref name="message"/> goes on after the directive's name.</summary>
    public void Warning(string message) => reading.Diagnostics.Warning(Location, $"'{statement.Name}' {message}");

    /// <summary>A time above zero.</summary>
    public TimeSpan? PositiveTime(string text)
    {
        if (Time(text) is not { } time) return null;
        if (time > TimeSpan.Zero) return time;
        Error("0 would end every connection at once. Give a time above 0.");
        return null;
    }

    /// <summary>A time.</summary>
    public TimeSpan? Time(string text)
    {
        if (NginxTime.TryParse(text, out var time)) return time;
        Error($"'{text}' is not a time of at most 24 days. Write seconds, or a number with ms, s, m, h or d, for example 90 or 1h30m.");
        return null;
    }

    /// <summary>A size of at least one byte.</summary>
    public int? Size(string text)
    {
        if (NginxSize.TryParse(text, out var size) && size > 0) return size;
        Error($"'{text}' is not a size. Write bytes, or a number with k or m, for example 16k.");
        return null;
    }

    /// <summary>A whole number in a range.</summary>
    public int? Number(string text, int minimum, int maximum)
    {
        var style = NumberStyles.None;
        if (int.TryParse(text, style, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum) return number;
        Error($"'{text}' is not a number from {minimum} to {maximum}.");
        return null;
    }

    /// <summary><c>on</c> or <c>off</c>.</summary>
    public bool? Flag(string text)
    {
        if (text is "on" or "off") return text == "on";
        Error($"'{text}' is neither 'on' nor 'off'.");
        return null;
    }

    /// <summary>A file; relative paths start at the folder of the main configuration file.</summary>
    public NginxFileReference? File(string text)
    {
        if (text.Contains('$') || text.StartsWith("data:", StringComparison.Ordinal) || text.StartsWith("engine:", StringComparison.Ordinal))
        {
            Error($"'{text}': only plain paths are built; variables, 'data:' and 'engine:' are not built yet.");
            return null;
        }

        return new NginxFileReference(reading.FullPath(text), Location);
    }
}
