using Lb.Transport.Native;

namespace Lb.Transport.Tests.Reactors.Tls;

/// <summary>What an SSL* reads from and writes to: memory, which ends with it.</summary>
internal sealed unsafe class MemoryBios
{
    private readonly nint _input = LibCrypto.NewBio(LibCrypto.MemoryMethod());
    private readonly nint _output = LibCrypto.NewBio(LibCrypto.MemoryMethod());

    /// <param name="ssl">Takes them over.</param>
    public MemoryBios(nint ssl)
    {
        LibSsl.SetReadBio(ssl, _input);
        LibSsl.SetWriteBio(ssl, _output);
    }

    /// <summary>What the other side sent.</summary>
    public void Feed(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* data = bytes) Assert.Equal(bytes.Length, LibCrypto.WriteBio(_input, data, bytes.Length));
    }

    /// <summary>What is to be sent; nothing is left of it afterwards.</summary>
    public byte[] Drain()
    {
        byte* data;
        var length = (int)LibCrypto.BioControl(_output, LibCrypto.BioControlInfo, 0, &data);
        var bytes = new ReadOnlySpan<byte>(data, length).ToArray();
        _ = LibCrypto.BioControl(_output, LibCrypto.BioControlReset, 0, null);
        return bytes;
    }
}
