using System.Buffers;

namespace Lb.Broker.Connections;

/// <summary>Bytes that came and were not used yet. Holds memory only while there are some: an idle connection has none.</summary>
internal sealed class ReceiveBuffer(ClientTransport transport) : IDisposable
{
    private const int FirstSize = 16 * 1024;

    private byte[] _bytes = [];
    private int _start;
    private int _end;

    /// <summary>What came and was not used.</summary>
    public ReadOnlyMemory<byte> Unused => _bytes.AsMemory(_start, _end - _start);

    /// <summary>Waits for more bytes.</summary>
    /// <returns>False when none will come any more.</returns>
    public async ValueTask<bool> FillAsync()
    {
        if (_bytes.Length == 0 && await transport.ReadAsync(Memory<byte>.Empty).ConfigureAwait(false) is null) return false;
        MakeRoom();
        if (await transport.ReadAsync(_bytes.AsMemory(_end)).ConfigureAwait(false) is not { } count) return false;
        _end += count;
        return true;
    }

    /// <summary>Marks the first bytes as used; with the last one the memory is given back.</summary>
    public void Use(int count)
    {
        _start += count;
        if (_start == _end) Dispose();
    }

    /// <summary>Takes out a copy of everything that came, which is used with that.</summary>
    public byte[] TakeAll()
    {
        var all = Unused.ToArray();
        Use(all.Length);
        return all;
    }

    public void Dispose()
    {
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _start = _end = 0;
    }

    // Doubling keeps the memory below twice what really came, whatever length the packet's header promises.
    private void MakeRoom()
    {
        if (_bytes.Length - _end >= FirstSize / 4) return;
        var unused = Unused;
        var next = ArrayPool<byte>.Shared.Rent(Math.Max(FirstSize, unused.Length * 2));
        unused.CopyTo(next);
        Dispose();
        _bytes = next;
        _end = unused.Length;
    }
}
