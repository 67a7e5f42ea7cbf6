using System.Security.Cryptography;
using Lb.Transport.Native;
using Lb.Transport.Tls;

namespace Lb.Transport.Reactors.Tls;

/// <summary>A server certificate with chain and key as OpenSSL's objects.</summary>
internal sealed unsafe class LoadedCertificate : IDisposable
{
    private readonly TlsCertificate _certificate;
    private readonly OpenSslObjects _chain;
    private readonly OpenSslObjects _key;

    /// <exception cref="CryptographicException">The chain or the key cannot be read.</exception>
    public LoadedCertificate(TlsCertificate certificate)
    {
        _certificate = certificate;
        try
        {
            _chain = PemObjects.Certificates(certificate.ChainPem);
            _key = PemObjects.PrivateKey(certificate.PrivateKeyPem);
        }
        catch (CryptographicException e)
        {
            _chain?.Dispose();
            throw new CryptographicException($"{e.Message} ('{certificate}')", e);
        }
    }

    /// <summary>Names that it answers for.</summary>
    public IReadOnlyList<string> Names => _certificate.Names;

    /// <summary>Kind of its key; a context takes one certificate of each kind.</summary>
    public int KeyKind => LibCrypto.GetKeyKind(_key[0]);

    /// <summary>Gives it to a context, which keeps references of its own.</summary>
    /// <exception cref="CryptographicException">The key is of another certificate, or OpenSSL's security level
    /// refuses one of them; or the OCSP response cannot be read.</exception>
    public void Use(nint context, HandshakeState state)
    {
        if (LibSsl.UseCertificate(context, _chain[0]) != 1) throw OpenSslErrors.Failure($"OpenSSL does not take the certificate of '{_certificate}'");
        if (LibSsl.UsePrivateKey(context, _key[0]) != 1) throw OpenSslErrors.Failure($"OpenSSL does not take the key of '{_certificate}'");
        for (var i = 1; i < _chain.Count; i++)
        {
            if (LibSsl.ContextControl(context, LibSsl.ControlChainCertificate, 1, (void*)_chain[i]) != 1)
                throw OpenSslErrors.Failure($"OpenSSL does not take the chain of '{_certificate}'");
        }

        if (_certificate.OcspResponse is { } response) state.Staple(_chain[0], OcspResponse.Read(response, _certificate.ToString()));
    }

    /// <summary>Contexts keep what they use.</summary>
    public void Dispose()
    {
        _chain.Dispose();
        _key.Dispose();
    }
}
