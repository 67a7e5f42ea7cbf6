using Lb.Transport.Native;
using Lb.Transport.Reactors.Tls.RecordLayer;

namespace Lb.Transport.Reactors.Tls.KeySchedule;

/// <summary>Derives the keys of one thread's handshakes, as OpenSSL asks for them (<see cref="KeyDerivation"/>), and keeps the two secrets that protect what
/// follows the handshake.</summary>
internal sealed unsafe class HandshakeKeys : IDisposable
{
    [ThreadStatic]
    private static HandshakeKeys? _current;

    // Without OpenSSL no handshake asks for any.
    private readonly LabelExpansion? _sha256 = OpenSslLibrary.IsAvailable ? LabelExpansion.Sha256() : null;
    private readonly LabelExpansion? _sha384 = OpenSslLibrary.IsAvailable ? LabelExpansion.Sha384() : null;
    private LabelExpansion? _used;
    private TrafficSecrets* _secrets;

    /// <summary>Those of the step that the calling thread is in; null outside of one.</summary>
    public static HandshakeKeys? Current => _current;

    /// <summary>A step of a handshake begins on the calling thread. It ends before another begins.</summary>
    /// <param name="secrets">Where its secrets go; may be null.</param>
    public void Enter(TrafficSecrets* secrets)
    {
        _secrets = secrets;
        _current = this;
    }

    /// <summary>The step ends, and no secret of it stays here.</summary>
    public void Leave()
    {
        _used?.Forget();
        _used = null;
        _current = null;
        _secrets = null;
    }

    /// <summary>Does one expansion.</summary>
    /// <param name="request">What OpenSSL asks for.</param>
    /// <param name="output">Filled.</param>
    /// <param name="done">Whether that succeeded.</param>
    /// <returns>False where it is not for here: another hash, or too long.</returns>
    public bool Expand(in ExpansionRequest request, Span<byte> output, out bool done)
    {
        done = false;
        if (ExpansionOf(request.Digest) is not { IsUsable: true } expansion || output.Length > expansion.HashLength) return false;
        _used = expansion;
        done = expansion.TryExpand(request.Secret, request.Label, request.Context, output);
        if (done && _secrets != null) Note(request.Label, output);
        return true;
    }

    public void Dispose()
    {
        _sha256?.Dispose();
        _sha384?.Dispose();
    }

    private LabelExpansion? ExpansionOf(ReadOnlySpan<byte> digest)
    {
        if (digest.SequenceEqual("SHA2-256"u8)) return _sha256;
        return digest.SequenceEqual("SHA2-384"u8) ? _sha384 : null;
    }

    // OpenSSL derives each in the moment in which its key comes into use.
    private void Note(ReadOnlySpan<byte> label, ReadOnlySpan<byte> secret)
    {
        if (label.SequenceEqual("c ap traffic"u8)) _secrets->NoteClient(secret);
        else if (label.SequenceEqual("s ap traffic"u8)) _secrets->NoteServer(secret);
    }
}
