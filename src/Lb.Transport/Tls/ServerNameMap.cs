namespace Lb.Transport.Tls;

/// <summary>Finds what belongs to a server name: the exact name, then the wildcard one label up (RFC 6125 6.4.3).</summary>
internal sealed class ServerNameMap<T>
    where T : class
{
    private readonly Dictionary<string, T> _byName = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds a name; the first entry of a name stays.</summary>
    public void Add(string name, T value) => _byName.TryAdd(name, value);

    /// <summary>The entry of a name; null when there is none.</summary>
    public T? Find(string name)
    {
        if (_byName.TryGetValue(name, out var exact)) return exact;
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? null : _byName.GetValueOrDefault(string.Concat("*", name.AsSpan(dot)));
    }
}
