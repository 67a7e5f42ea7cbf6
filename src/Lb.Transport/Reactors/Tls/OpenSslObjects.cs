namespace Lb.Transport.Reactors.Tls;

/// <summary>OpenSSL objects of one kind, freed together.</summary>
internal sealed class OpenSslObjects(Action<nint> free) : IDisposable
{
    private readonly List<nint> _objects = [];

    public int Count => _objects.Count;

    public nint this[int index] => _objects[index];

    /// <summary>Takes over an object; false for 0.</summary>
    public bool AddIfAny(nint item)
    {
        if (item == 0) return false;
        _objects.Add(item);
        return true;
    }

    /// <summary>Frees all; once.</summary>
    public void Dispose()
    {
        foreach (var item in _objects) free(item);
        _objects.Clear();
    }
}
