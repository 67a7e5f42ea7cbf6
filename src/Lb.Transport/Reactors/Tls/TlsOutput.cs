using System.Runtime.InteropServices;
using Lb.Transport.Native;

namespace Lb.Transport.Reactors.Tls;

/// <summary>Collects what all TLS connections of a reactor write, behind a BIO of our own: OpenSSL's memory BIO would copy every byte once more, and can
/// be emptied only by reading it out. A write is always whole, so OpenSSL never has a half-written record to remember.</summary>
internal sealed unsafe class TlsOutput : IDisposable
{
    private readonly WireBuffer* _wire = (WireBuffer*)NativeMemory.AllocZeroed((nuint)sizeof(WireBuffer));

    /// <summary>Makes one. Without OpenSSL no bind has TLS, and nothing is ever written.</summary>
    public TlsOutput()
    {
        if (!OpenSslLibrary.IsAvailable) return;
        Bio = LibCrypto.NewBio(OutputMethod.Pointer);
        if (Bio == 0) throw new InsufficientMemoryException("OpenSSL makes no BIO.");
        LibCrypto.SetBioData(Bio, _wire);
    }

    /// <summary>The BIO; 0 without OpenSSL.</summary>
    public nint Bio { get; }

    /// <summary>What was written since it was emptied last.</summary>
    public WireBuffer* Wire => _wire;

    /// <summary>One more reference to the BIO, for an SSL* to own. Every SSL* must be freed before this object.</summary>
    public nint Share()
    {
        _ = LibCrypto.AddBioReference(Bio);
        return Bio;
    }

    public void Dispose()
    {
        if (Bio != 0) _ = LibCrypto.FreeBio(Bio);
        _wire->Free();
        NativeMemory.Free(_wire);
    }
}
