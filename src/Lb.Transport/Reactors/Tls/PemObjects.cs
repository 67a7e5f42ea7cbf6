using System.Text;
using Lb.Transport.Native;

namespace Lb.Transport.Reactors.Tls;

/// <summary>Reads PEM text with OpenSSL. What is returned belongs to the caller.</summary>
internal static unsafe class PemObjects
{
    private delegate nint Reader(nint bio, nint reuse, nint callback, byte* passphrase);

    /// <summary>Every certificate of a text, in its order.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">There is none, or one is damaged.</exception>
    public static OpenSslObjects Certificates(string pem) =>
        ReadAll(pem, LibCrypto.ReadCertificate, new OpenSslObjects(LibCrypto.FreeCertificate), "A certificate cannot be read");

    /// <summary>Every revocation list of a text.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">There is none, or one is damaged.</exception>
    public static OpenSslObjects RevocationLists(string pem) =>
        ReadAll(pem, LibCrypto.ReadRevocationList, new OpenSslObjects(LibCrypto.FreeRevocationList), "A revocation list cannot be read");

    /// <summary>The first private key of a text.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">There is none, it is damaged, or it has a passphrase.</exception>
    public static OpenSslObjects PrivateKey(string pem)
    {
        var key = new OpenSslObjects(LibCrypto.FreeKey);
        Read(pem, bio => key.AddIfAny(Next(LibCrypto.ReadPrivateKey, bio)));
        return key.Count > 0 ? key : throw OpenSslErrors.Failure("The private key cannot be read");
    }

    private static OpenSslObjects ReadAll(string pem, Reader reader, OpenSslObjects objects, string failure)
    {
        Read(pem, bio =>
        {
            while (objects.AddIfAny(Next(reader, bio)))
            {
            }
        });

        // The end of the text is reported like an error; with a damaged block the count is short.
        if (objects.Count == CountOf(pem)) return ClearErrors(objects);
        objects.Dispose();
        throw OpenSslErrors.Failure(failure);
    }

    private static OpenSslObjects ClearErrors(OpenSslObjects objects)
    {
        LibCrypto.ClearErrors();
        return objects;
    }

    private static int CountOf(string pem) => Math.Max(1, pem.AsSpan().Count("-----BEGIN "));

    private static void Read(string pem, Action<nint> use)
    {
        LibCrypto.ClearErrors();
        var bytes = Encoding.UTF8.GetBytes(pem);
        if (bytes.Length == 0) return;
        fixed (byte* data = bytes)
        {
            var bio = LibCrypto.NewReadOnlyBio(data, bytes.Length);
            if (bio == 0) throw OpenSslErrors.Failure("A PEM text cannot be read");
            use(bio);
            _ = LibCrypto.FreeBio(bio);
        }

        Array.Clear(bytes);
    }

    private static nint Next(Reader reader, nint bio)
    {
        byte noPassphrase = 0;
        return reader(bio, 0, 0, &noPassphrase);
    }
}
