using System.Net.Sockets;
using System.Runtime.InteropServices;
using Lb.Transport.Native;
using Lb.Transport.Reactors.Records;
using Lb.Transport.Reactors.Relaying;
using Lb.Transport.Reactors.Sockets;
using Lb.Transport.Reactors.Tls;
using Lb.Transport.Reactors.Tls.KeySchedule;
using Lb.Transport.Reactors.Tls.RecordLayer;

namespace Lb.Transport.Tests.Reactors.Tls.RecordLayer;

/// <summary>The server's end of one connection, as a reactor has it: it reads from a socket, and writes to memory.</summary>
internal sealed unsafe class ServedLeg : IDisposable
{
    /// <summary>What one step may take from the socket.</summary>
    public const int MostFromSocket = LegIo<SystemSockets, TlsCalls>.MostFromSocket;

    // Microseconds.
    private const int QuietTime = 20_000;

    private readonly SocketPair? _pair;
    private readonly TlsOutput _output = new();
    private readonly RecordSuites _suites = new();
    private readonly HandshakeKeys? _ownKeys;
    private readonly HandshakeKeys _keys;
    private readonly LegRecord* _leg = (LegRecord*)NativeMemory.AllocZeroed((nuint)sizeof(LegRecord));
    private readonly byte* _input = (byte*)NativeMemory.Alloc(RecordReading.InputSize);
    private readonly byte* _buffer = (byte*)NativeMemory.Alloc(MostFromSocket);
    private readonly TlsCalls _calls;
    private nint _tls;

    /// <param name="bind">Whose connection it is.</param>
    /// <param name="near">Its socket; null = one of its own.</param>
    /// <param name="far">The client's.</param>
    /// <param name="keys">Those of a reactor that has others; null = keys of its own.</param>
    public ServedLeg(TlsBind bind, Socket? near = null, Socket? far = null, HandshakeKeys? keys = null)
    {
        if (keys is null) _ownKeys = new HandshakeKeys();
        _keys = keys ?? _ownKeys!;
        if (near is null) _pair = new SocketPair();
        (Near, Far) = (near ?? _pair!.Near, far ?? _pair!.Far);
        _leg->Descriptor = (int)Near.Handle;
        _leg->Readable = MostFromSocket;
        _calls = new TlsCalls(_output.Wire, _input, _suites);
        _tls = bind.NewConnection();
        LibSsl.SetReadBio(_tls, ClientInput.Create(_leg));
        LibSsl.SetWriteBio(_tls, _output.Share());
    }

    public Socket Near { get; }

    public Socket Far { get; }

    /// <summary>SSL*, before <see cref="TakeOver"/>.</summary>
    public nint Ssl => _tls;

    public LegRecord* Leg => _leg;

    /// <summary>What took the place of the SSL*; null before, and where the kernel has it.</summary>
    public RecordConnection* Records => TlsHandle.IsOwn(_tls) ? TlsHandle.OwnOf(_tls) : null;

    /// <summary>Whether the kernel has the records.</summary>
    public bool IsKernel => TlsHandle.IsKernel(_tls);

    public bool HoldsInput => _calls.HoldsInput(_tls);

    /// <summary>The secret of the client's records; before <see cref="TakeOver"/>.</summary>
    public byte[] ClientSecret => SecretCallbacks.Of(_tls)->Client.ToArray();

    /// <summary>The secret of the server's.</summary>
    public byte[] ServerSecret => SecretCallbacks.Of(_tls)->Server.ToArray();

    /// <summary>The whole handshake.</summary>
    public void Shake(TlsPeer client)
    {
        while (!ShakeOnce(client)) continue;
    }

    /// <summary>One step of each side.</summary>
    /// <returns>Whether both are done.</returns>
    public bool ShakeOnce(TlsPeer client)
    {
        var sent = client.Shake(out var isDone);
        Send(sent);
        var step = OpenSslCalls.Handshake(_tls, _keys);
        Assert.NotEqual(IoResult.Broken, step);
        var answer = Drain();
        client.Feed(answer);
        if (sent.Length + answer.Length > 0) return false;
        Assert.True(isDone);
        Assert.Equal(1, step);
        return true;
    }

    /// <summary>The client's bytes, on the socket. They must fit its buffer.</summary>
    public void Send(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 0) return;
        var after = Near.Available + bytes.Length;
        Assert.Equal(bytes.Length, Far.Send(bytes));

        // Loopback hands over on its own time; and what the kernel opens, it does not count.
        if (IsKernel) Near.Poll(QuietTime, SelectMode.SelectRead);
        else Assert.True(SpinWait.SpinUntil(() => Near.Available >= after, TimeSpan.FromSeconds(10)));
    }

    /// <summary>What is to be sent to the client.</summary>
    public byte[] Drain()
    {
        var start = _calls.TakeOutput(out var length);
        var output = new ReadOnlySpan<byte>(start, length).ToArray();
        return IsKernel ? SealByKernel(output) : output;
    }

    /// <summary>Takes the connection over where that can be.</summary>
    public bool TakeOver()
    {
        _ = _calls.TrySettle(ref _tls, _leg);
        return !TlsHandle.IsOpenSsl(_tls);
    }

    /// <summary>One read of a new step.</summary>
    /// <param name="size">Most bytes.</param>
    /// <param name="bytes">What came.</param>
    /// <param name="fromSocket">What the step may take from the socket.</param>
    /// <returns>Count, or an <see cref="IoResult"/>.</returns>
    public int Read(int size, out byte[] bytes, int fromSocket = MostFromSocket)
    {
        _leg->Readable = fromSocket;
        var count = _calls.Read(_tls, _buffer, size);
        bytes = new ReadOnlySpan<byte>(_buffer, Math.Max(count, 0)).ToArray();
        if (Records != null) Assert.InRange(Records->HeldContent + Records->HeldInput, 0, RecordReading.InputSize);
        Assert.Equal(0u, LibCrypto.TakeError());
        return count;
    }

    /// <summary>Reads to the end of what is there, in as many steps as that takes.</summary>
    /// <param name="result">How it ended.</param>
    /// <param name="size">Most bytes of each read.</param>
    public byte[] ReadAll(out int result, int size = 32_512)
    {
        var all = new MemoryStream();
        for (var steps = 0; (result = Read(size, out var bytes)) > 0 || (result == IoResult.WouldBlock && _leg->Has(LegFlags.HoldsMore)); steps++)
        {
            Assert.True(steps < 1_000_000, "Reading comes to no end.");
            all.Write(bytes);
        }

        return all.ToArray();
    }

    /// <summary>The records of some bytes.</summary>
    public byte[] Write(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* data = bytes) Assert.True(_calls.Write(_tls, data, bytes.Length));
        return Drain();
    }

    /// <summary>Whether bytes can be sent.</summary>
    public bool CanWrite()
    {
        var text = stackalloc byte[1];
        return _calls.Write(_tls, text, 1);
    }

    /// <summary>close_notify.</summary>
    public byte[] Close()
    {
        _calls.WriteCloseNotice(_tls);
        _ = _calls.TryFinish(_tls);
        return Drain();
    }

    public void Dispose()
    {
        _calls.Free(_tls);
        _suites.Dispose();
        _ownKeys?.Dispose();
        _output.Dispose();
        _pair?.Dispose();
        NativeMemory.Free(_leg);
        NativeMemory.Free(_input);
        NativeMemory.Free(_buffer);
    }

    // And what the kernel's side of the connection has sent by itself.
    private byte[] SealByKernel(ReadOnlySpan<byte> content)
    {
        var wire = new MemoryStream();
        var buffer = new byte[64 * 1024];
        do
        {
            if (content.Length > 0) content = content[Near.Send(content)..];
            while (Far.Poll(QuietTime, SelectMode.SelectRead) && Far.Available > 0) wire.Write(buffer, 0, Far.Receive(buffer));
        }
        while (content.Length > 0);
        return wire.ToArray();
    }
}
