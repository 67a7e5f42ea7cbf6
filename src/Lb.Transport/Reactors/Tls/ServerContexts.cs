using System.Text;
using Lb.Transport.Native;
using Lb.Transport.Tls;

namespace Lb.Transport.Reactors.Tls;

/// <summary>The SSL_CTX of each server name: the exact name, then the wildcard one label up (RFC 6125 6.4.3), else the one that the connection began
/// with.</summary>
/// <param name="entry">Where every connection begins. It owns this object, which therefore holds no reference to it, but one to each other context.</param>
/// <param name="isStrict">Whether a name without a certificate, or no name, fails the handshake.</param>
internal sealed class ServerContexts(nint entry, bool isStrict)
{
    private const int LongestName = 255;
    private readonly Dictionary<string, nint> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<nint> _owned = [];

    /// <summary>Adds a name; the first context of a name stays.</summary>
    public void Add(string name, nint context)
    {
        _byName.TryAdd(name, context);
        if (context != entry && _owned.Add(context)) _ = LibSsl.AddContextReference(context);
    }

    /// <summary>The context for the name in a server_name extension (RFC 6066 3); 0 = refuse. Makes no garbage.</summary>
    /// <param name="extension">Content of the extension; empty when the client sent none.</param>
    public nint Choose(ReadOnlySpan<byte> extension)
    {
        Span<char> name = stackalloc char[LongestName];
        var length = ReadName(extension, name);
        var found = length == 0 ? 0 : Find(name[..length]);
        if (found != 0) return found;
        return isStrict ? 0 : entry;
    }

    /// <summary>Lets the other contexts go; once, when the entry ends.</summary>
    public void Release()
    {
        foreach (var context in _owned) LibSsl.FreeContext(context);
    }

    private nint Find(Span<char> name)
    {
        var names = _byName.GetAlternateLookup<ReadOnlySpan<char>>();
        if (names.TryGetValue(name, out var exact)) return exact;
        var dot = name.IndexOf('.');
        if (dot < 1) return 0;
        name[dot - 1] = '*';
        return names.TryGetValue(name[(dot - 1)..], out var wildcard) ? wildcard : 0;
    }

    private static int ReadName(ReadOnlySpan<byte> extension, Span<char> name)
    {
        var outer = new TlsVectors(extension);
        if (!outer.TryReadVector(2, out var list)) return 0;
        var entries = new TlsVectors(list);
        // One kind of name exists: 0, a DNS name.
        if (!entries.Skip(1) || !entries.TryReadVector(2, out var bytes) || bytes.Length > LongestName) return 0;
        return Encoding.Latin1.GetChars(bytes, name);
    }
}
