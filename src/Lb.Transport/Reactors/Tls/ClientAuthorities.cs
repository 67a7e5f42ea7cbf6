using System.Security.Cryptography;
using Lb.Transport.Native;
using Lb.Transport.Tls;

namespace Lb.Transport.Reactors.Tls;

/// <summary>What client certificates are checked against: the bind's own CA set and revocation lists; the system's store plays no part.</summary>
internal sealed class ClientAuthorities : IDisposable
{
    private readonly OpenSslObjects _authorities;
    private readonly OpenSslObjects _store = new(LibCrypto.FreeStore);

    private ClientAuthorities(OpenSslObjects authorities) => _authorities = authorities;

    /// <summary>Null where clients owe no certificate.</summary>
    /// <exception cref="CryptographicException">A CA certificate or a list cannot be read.</exception>
    public static ClientAuthorities? Create(TlsSettings settings)
    {
        if (settings.ClientCertificates == ClientCertificates.None) return null;
        var authorities = new ClientAuthorities(PemObjects.Certificates(settings.ClientCaPem ?? ""));
        try
        {
            authorities.FillStore();
            if (settings.CrlPem is { } lists) authorities.Add(lists);
            return authorities;
        }
        catch (CryptographicException)
        {
            authorities.Dispose();
            throw;
        }
    }

    /// <summary>Makes a context ask for certificates and check them.</summary>
    public void Use(nint context, ClientCertificates mode)
    {
        LibSsl.SetStore(context, _store[0]);
        for (var i = 0; i < _authorities.Count; i++) _ = LibSsl.AddClientAuthority(context, _authorities[i]);
        LibSsl.SetVerify(context, LibSsl.VerifyClient | (mode == ClientCertificates.Required ? LibSsl.VerifyRequired : 0), 0);
    }

    /// <summary>Contexts keep what they use.</summary>
    public void Dispose()
    {
        _authorities.Dispose();
        _store.Dispose();
    }

    private void FillStore()
    {
        if (!_store.AddIfAny(LibCrypto.NewStore())) throw OpenSslErrors.Failure("OpenSSL makes no certificate store");
        for (var i = 0; i < _authorities.Count; i++)
        {
            if (LibCrypto.AddToStore(_store[0], _authorities[i]) != 1) throw OpenSslErrors.Failure("OpenSSL does not take a CA certificate");
        }
    }

    private void Add(string lists)
    {
        using var revoked = PemObjects.RevocationLists(lists);
        for (var i = 0; i < revoked.Count; i++)
        {
            if (LibCrypto.AddRevocationList(_store[0], revoked[i]) != 1) throw OpenSslErrors.Failure("OpenSSL does not take a revocation list");
        }

        _ = LibCrypto.SetStoreFlags(_store[0], LibCrypto.StoreCheckAllRevocations);
    }
}
