using Lb.Transport.Native;
using Lb.Transport.Reactors.Tls;

namespace Lb.Transport.Tests.Reactors.Tls;

/// <summary>One accepting connection of a bind over two memory BIOs: bytes in, bytes out, as a reactor drives it.</summary>
internal sealed unsafe class OpenSslConnection : IDisposable
{
    private readonly MemoryBios _bios;

    public OpenSslConnection(TlsBind bind)
    {
        Pointer = bind.NewConnection();
        _bios = new MemoryBios(Pointer);
    }

    public nint Pointer { get; private set; }

    /// <summary>What the client sent.</summary>
    public void Feed(ReadOnlySpan<byte> bytes) => _bios.Feed(bytes);

    /// <summary>What is to be sent to the client; the BIO is empty afterwards.</summary>
    public byte[] Drain() => _bios.Drain();

    /// <summary>True when the handshake is done, null when it needs more bytes, false when it failed.</summary>
    public bool? DoHandshake() => Explain(LibSsl.DoHandshake(Pointer)) switch
    {
        LibSsl.ErrorNone => true,
        LibSsl.ErrorWantRead => null,
        _ => false,
    };

    /// <summary>Plain text; empty when more bytes are needed, null at the end.</summary>
    public byte[]? Read()
    {
        var buffer = new byte[16384];
        LibCrypto.ClearErrors();
        fixed (byte* data = buffer)
        {
            var count = LibSsl.Read(Pointer, data, buffer.Length);
            return Explain(count) switch
            {
                LibSsl.ErrorNone => buffer[..count],
                LibSsl.ErrorWantRead => [],
                _ => null,
            };
        }
    }

    public void Write(ReadOnlySpan<byte> text)
    {
        fixed (byte* data = text) Assert.Equal(text.Length, LibSsl.Write(Pointer, data, text.Length));
    }

    /// <summary>Says good-bye (close_notify).</summary>
    public void Close() => _ = LibSsl.Shutdown(Pointer);

    public void Dispose()
    {
        LibSsl.Free(Pointer);
        Pointer = 0;
    }

    private int Explain(int result) => result > 0 ? LibSsl.ErrorNone : LibSsl.GetError(Pointer, result);
}
