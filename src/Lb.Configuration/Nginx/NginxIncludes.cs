using System.IO.Enumeration;
using Lb.Configuration.Diagnostics;
using Lb.Configuration.Model;

namespace Lb.Configuration.Nginx;

/// <summary>Files that <c>include</c> names, and the ones that are open now.</summary>
internal sealed class NginxIncludes(ConfigDiagnostics diagnostics)
{
    private const int MaxDepth = 16;

    private readonly Stack<string> _open = new();

    /// <summary>Notes that a main file is being read.</summary>
    public void Enter(string file) => _open.Push(Path.GetFullPath(file));

    /// <summary>Notes that an included file is being read; false, with an error, when it is open already or too deep.</summary>
    public bool TryEnter(string file, SourceLocation location)
    {
        var path = Path.GetFullPath(file);
        if (_open.Contains(path))
        {
            diagnostics.Error(location, $"'include': '{file}' includes itself, by way of {string.Join(" and ", _open.Reverse())}.");
            return false;
        }

        if (_open.Count > MaxDepth)
        {
            diagnostics.Error(location, $"'include': '{file}' is nested more than {MaxDepth} files deep.");
            return false;
        }

        _open.Push(path);
        return true;
    }

    /// <summary>Notes that the newest file has ended.</summary>
    public void Leave() => _open.Pop();

    /// <summary>Files that match, in name order. A pattern may match nothing; a plain path that does not exist is an error of whoever opens it.</summary>
    public IEnumerable<string> Find(string pattern, SourceLocation location)
    {
        if (pattern.Contains('\0'))
        {
            diagnostics.Error(location, "'include': a path holds no NUL character.");
            return [];
        }

        return pattern.AsSpan().IndexOfAny('*', '?', '[') < 0 ? [pattern] : Expand(pattern, location);
    }

    private IEnumerable<string> Expand(string pattern, SourceLocation location)
    {
        var folder = Path.GetDirectoryName(pattern);
        var name = Path.GetFileName(pattern);
        if (pattern.Contains('[') || folder is null || folder.AsSpan().IndexOfAny('*', '?') >= 0)
        {
            diagnostics.Error(
                location, $"'include': in '{pattern}', only '*' and '?' in the last part of the path are built; other patterns are not built yet.");
            return [];
        }

        folder = folder.Length == 0 ? "." : folder;
        if (!Directory.Exists(folder)) return [];
        return Directory.GetFiles(folder)
            .Where(file => Matches(Path.GetFileName(file), name))
            .Order(StringComparer.Ordinal);
    }

    // As the shell's patterns: a leading dot is matched by a dot only.
    private static bool Matches(string file, string pattern) =>
        (!file.StartsWith('.') || pattern.StartsWith('.')) && FileSystemName.MatchesSimpleExpression(pattern, file, ignoreCase: false);
}
