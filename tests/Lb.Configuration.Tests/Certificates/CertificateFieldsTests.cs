using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using Lb.Configuration.Certificates;

namespace Lb.Configuration.Tests.Certificates;

public sealed class CertificateFieldsTests
{
    private static readonly (string Certificate, string Key) Ec = PemFolder.SelfSigned("cn.example", "a.example", "*.b.example", "A.example");
    private static readonly (string Certificate, string Key) Rsa = PemFolder.SelfSignedRsa("rsa.example");

    [Fact]
    public void HasTheAlternativeNames_InLowerCaseAndOnce() =>
        Assert.Equal(["a.example", "*.b.example"], CertificateFields.Read(Ec.Certificate)!.Names);

    [Fact]
    public void HasTheCommonName_WhenThereIsNoOther() => Assert.Equal(["rsa.example"], CertificateFields.Read(Rsa.Certificate)!.Names);

    [Fact]
    public void BelongsToItsKey_AndToNoOther()
    {
        var ec = PrivateKey.Read(Ec.Key)!;
        var rsa = PrivateKey.Read(Rsa.Key)!;

        Assert.True(ec.BelongsTo(CertificateFields.Read(Ec.Certificate)!.PublicKey));
        Assert.True(rsa.BelongsTo(CertificateFields.Read(Rsa.Certificate)!.PublicKey));
        Assert.False(ec.BelongsTo(CertificateFields.Read(Rsa.Certificate)!.PublicKey));
        Assert.False(rsa.BelongsTo(CertificateFields.Read(Ec.Certificate)!.PublicKey));
        Assert.False(ec.BelongsTo(CertificateFields.Read(PemFolder.SelfSigned("other").Certificate)!.PublicKey));
    }

    [Fact]
    public void ReadsEveryFormOfAKey()
    {
        using var rsa = RSA.Create();
        rsa.ImportFromPem(Rsa.Key);
        using var ec = ECDsa.Create();
        ec.ImportFromPem(Ec.Key);

        Assert.True(PrivateKey.Read(rsa.ExportPkcs8PrivateKeyPem())!.BelongsTo(CertificateFields.Read(Rsa.Certificate)!.PublicKey));
        Assert.True(PrivateKey.Read(ec.ExportECPrivateKeyPem())!.BelongsTo(CertificateFields.Read(Ec.Certificate)!.PublicKey));
    }

    [Fact]
    public void BelongsToAPointThatIsWrittenShort()
    {
        var key = PrivateKey.Read(Ec.Key)!;
        byte[] compressed = [(byte)(2 + (key.PublicPart![^1] & 1)), .. key.PublicPart[1..33]];
        byte[] other = [.. compressed[..32], (byte)(compressed[32] ^ 1)];

        Assert.True(key.BelongsTo(compressed));
        Assert.False(key.BelongsTo(other));
    }

    [Fact]
    public void LeavesTheMatchToOpenSsl_WhenTheKeyDoesNotTellItsPublicPart()
    {
        // SEQUENCE { INTEGER 1, OCTET STRING } is a whole EC key (RFC 5915 3).
        var pem = PemEncoding.WriteString("EC PRIVATE KEY", [0x30, 7, 2, 1, 1, 4, 2, 9, 9]);

        Assert.True(PrivateKey.Read(pem)!.BelongsTo(CertificateFields.Read(Ec.Certificate)!.PublicKey));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN CERTIFICATE-----")]
    [InlineData("-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----")]
    [InlineData("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----")]
    public void IsNothing_WhenTheBlockIsDamaged(string pem)
    {
        Assert.Null(CertificateFields.Read(pem));
        Assert.Null(PrivateKey.Read(pem));
    }

    [Fact]
    public void SurvivesAnyDamage()
    {
        var certificate = PemBlock.Decode(Ec.Certificate)!;
        var key = PemBlock.Decode(Rsa.Key)!;

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(2000),
            Prop.ForAll(ArbMap.Default.ArbFor<(NonNegativeInt At, byte Value, NonNegativeInt Cut)>(), damage =>
            {
                _ = CertificateFields.Read(PemEncoding.WriteString("CERTIFICATE", Damage(certificate, damage)));
                _ = PrivateKey.Read(PemEncoding.WriteString("RSA PRIVATE KEY", Damage(key, damage)));
                _ = PrivateKey.Read(PemEncoding.WriteString("PRIVATE KEY", Damage(key, damage)));
            }));
    }

    private static byte[] Damage(byte[] bytes, (NonNegativeInt At, byte Value, NonNegativeInt Cut) damage)
    {
        byte[] copy = [.. bytes];
        copy[damage.At.Get * 7 % copy.Length] = damage.Value;
        return damage.Cut.Get % 3 == 0 ? copy[..(copy.Length - (damage.Cut.Get % copy.Length))] : copy;
    }
}
