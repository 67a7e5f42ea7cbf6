using Lb.Transport.Native;

namespace Lb.Transport.Reactors.Tls;

/// <summary>The memory buffer that collects what all TLS connections of a reactor write.</summary>
internal static class TlsOutput
{
    /// <summary>Makes one; 0 where OpenSSL is not there, and no bind has TLS.</summary>
    public static nint Create() => OpenSslLibrary.IsAvailable ? LibCrypto.NewBio(LibCrypto.MemoryMethod()) : 0;

    /// <summary>One more reference to it, for an SSL* to own.</summary>
    public static nint Share(nint bio)
    {
        _ = LibCrypto.AddBioReference(bio);
        return bio;
    }

    /// <summary>Gives this owner's reference back.</summary>
    public static void Free(nint bio)
    {
        if (bio != 0) _ = LibCrypto.FreeBio(bio);
    }
}
