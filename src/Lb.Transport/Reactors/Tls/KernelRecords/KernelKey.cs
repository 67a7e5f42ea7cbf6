using System.Buffers.Binary;
using System.Security.Cryptography;
using Lb.Transport.Native;
using Lb.Transport.Reactors.Tls.RecordLayer;

namespace Lb.Transport.Reactors.Tls.KernelRecords;

/// <summary>One direction of a connection whose records the kernel protects: its secret, from which the next key will come.</summary>
internal unsafe struct KernelKey
{
    /// <summary>For what is sent (<c>TLS_TX</c>).</summary>
    public const int Outgoing = 1;

    /// <summary>For what is received (<c>TLS_RX</c>).</summary>
    public const int Incoming = 2;

    private const int VectorLength = RecordSuite.VectorLength;
    private const int SaltLength = 4;

    // Longest of the kernel's structures for a cipher.
    private const int MostInfo = 56;

    private fixed byte _secret[TrafficSecrets.MostLength];

    /// <summary>Hands the key of a secret to the kernel.</summary>
    /// <param name="descriptor">The socket, with the layer.</param>
    /// <param name="direction"><see cref="Outgoing"/> or <see cref="Incoming"/>.</param>
    /// <param name="number">Number of the suite.</param>
    /// <param name="suite">The suite.</param>
    /// <param name="secret">A copy is kept.</param>
    /// <param name="sequence">Records that were protected with it already.</param>
    /// <returns>False where the kernel refuses.</returns>
    public bool TryBegin(int descriptor, int direction, ushort number, RecordSuite suite, ReadOnlySpan<byte> secret, ulong sequence)
    {
        fixed (byte* kept = _secret) secret.CopyTo(new Span<byte>(kept, TrafficSecrets.MostLength));
        return TryHand(descriptor, direction, number, suite, sequence);
    }

    /// <summary>Goes on to the next key (RFC 8446, section 7.2). Kernels before 6.14 refuse.</summary>
    /// <returns>False: the direction is beyond use.</returns>
    public bool TryUpdate(int descriptor, int direction, ushort number, RecordSuite suite)
    {
        fixed (byte* kept = _secret) return suite.TryAdvance(new Span<byte>(kept, suite.SecretLength)) && TryHand(descriptor, direction, number, suite, 0);
    }

    /// <summary>Wipes the secret.</summary>
    public void Wipe()
    {
        fixed (byte* kept = _secret) CryptographicOperations.ZeroMemory(new Span<byte>(kept, TrafficSecrets.MostLength));
    }

    private bool TryHand(int descriptor, int direction, ushort number, RecordSuite suite, ulong sequence)
    {
        var bytes = stackalloc byte[MostInfo];
        var info = new Span<byte>(bytes, MostInfo);
        bool done;
        fixed (byte* kept = _secret)
        {
            var length = Write(info, number, suite, new ReadOnlySpan<byte>(kept, suite.SecretLength), sequence);
            done = length > 0 && LibC.SetOption(descriptor, LibC.LevelTls, direction, bytes, length) == 0;
        }

        CryptographicOperations.ZeroMemory(info);
        return done;
    }

    // struct tls12_crypto_info_*: version, cipher, the vector without the salt, the key, the salt, the sequence number of the next record.
    private static int Write(Span<byte> info, ushort number, RecordSuite suite, ReadOnlySpan<byte> secret, ulong sequence)
    {
        var (cipher, salt) = KindOf(number);
        Span<byte> vector = stackalloc byte[VectorLength];
        BitConverter.TryWriteBytes(info, (ushort)LibSsl.Tls13);
        BitConverter.TryWriteBytes(info[2..], cipher);
        var at = 4 + VectorLength - salt;
        if (!suite.TryDerive(secret, info.Slice(at, suite.KeyLength), vector)) return 0;
        vector[salt..].CopyTo(info[4..]);
        at += suite.KeyLength;
        vector[..salt].CopyTo(info[at..]);
        at += salt;
        BinaryPrimitives.WriteUInt64BigEndian(info[at..], sequence);
        CryptographicOperations.ZeroMemory(vector);
        return at + sizeof(ulong);
    }

    // The kernel's number, and the bytes of the vector that it calls salt.
    private static (ushort Cipher, int Salt) KindOf(ushort number) => number switch
    {
        0x1301 => (51, SaltLength),
        0x1302 => (52, SaltLength),
        _ => (54, 0),
    };
}
