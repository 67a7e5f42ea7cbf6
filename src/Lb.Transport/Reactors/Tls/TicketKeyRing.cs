using System.Security.Cryptography;
using Lb.Transport.Native;
using Lb.Transport.Tls;

namespace Lb.Transport.Reactors.Tls;

/// <summary>Keys of a bind's session tickets. Given keys stay as they are; random ones are replaced each hour, and stay good for as long as a ticket
/// made with them may be.</summary>
/// <remarks>Any thread may ask at any time; nothing is locked.</remarks>
internal sealed class TicketKeyRing
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);
    private readonly TimeProvider? _rotation;
    private readonly int _kept;
    private State _state;

    /// <param name="given">Keys from a file, the encrypting one first; empty = random keys.</param>
    /// <param name="lifetime">Longest life of a ticket.</param>
    /// <param name="time">The clock that random keys change by.</param>
    public TicketKeyRing(IReadOnlyList<TlsTicketKey> given, TimeSpan lifetime, TimeProvider time)
    {
        _rotation = given.Count > 0 ? null : time;
        _kept = 1 + (int)Math.Ceiling(lifetime / Period);
        _state = new State(given.Count > 0 ? [.. given] : [NewKey()], time.GetTimestamp());
    }

    /// <summary>The key that new tickets are made with.</summary>
    public TlsTicketKey Current => Fresh().Keys[0];

    /// <summary>The key of that name; null when it is gone, or was never there.</summary>
    public TlsTicketKey? Find(ReadOnlySpan<byte> name)
    {
        foreach (var key in Fresh().Keys)
        {
            if (key.Name.Span.SequenceEqual(name)) return key;
        }

        return null;
    }

    private State Fresh()
    {
        var state = Volatile.Read(ref _state);
        if (_rotation is null) return state;
        var periods = (long)(_rotation.GetElapsedTime(state.Since) / Period);
        if (periods == 0) return state;

        // Hours without a handshake count as well: a key grows old whether it is used or not.
        var kept = (int)Math.Max(0, _kept - periods);
        var next = new State([NewKey(), .. state.Keys.Take(kept)], _rotation.GetTimestamp());
        return Interlocked.CompareExchange(ref _state, next, state) == state ? next : Volatile.Read(ref _state);
    }

    private static unsafe TlsTicketKey NewKey()
    {
        var bytes = new byte[16 + 32 + 32];
        fixed (byte* data = bytes)
        {
            if (LibCrypto.FillRandom(data, bytes.Length) != 1) throw new CryptographicException("OpenSSL has no random numbers for ticket keys.");
        }

        return new TlsTicketKey(bytes.AsMemory(0, 16), bytes.AsMemory(16, 32), bytes.AsMemory(48, 32));
    }

    private sealed record State(TlsTicketKey[] Keys, long Since);
}
