using System.Security.Cryptography;
using Lb.Transport.Reactors.Tls.RecordLayer;

namespace Lb.Transport.Tests.Reactors.Tls.RecordLayer;

/// <summary>A cipher suite of TLS 1.3 as tests need it.</summary>
internal sealed record TestSuite(string Name, ushort Number, int KeyLength, HashAlgorithmName Hash, int SecretLength)
{
    public static readonly TestSuite Aes128 = new("TLS_AES_128_GCM_SHA256", 0x1301, 16, HashAlgorithmName.SHA256, 32);
    public static readonly TestSuite Aes256 = new("TLS_AES_256_GCM_SHA384", 0x1302, 32, HashAlgorithmName.SHA384, 48);
    public static readonly TestSuite ChaCha20 = new("TLS_CHACHA20_POLY1305_SHA256", 0x1303, 32, HashAlgorithmName.SHA256, 32);

    public static readonly TestSuite[] All = [Aes128, Aes256, ChaCha20];

    public static readonly TheoryData<string> Names = [.. All.Select(s => s.Name)];

    public bool IsChaCha => this == ChaCha20;

    public static TestSuite Of(string name) => All.Single(s => s.Name == name);

    /// <summary>What is tested.</summary>
    public RecordSuite Make() => this == Aes128 ? RecordSuite.Aes128() : this == Aes256 ? RecordSuite.Aes256() : RecordSuite.ChaCha20();
}
