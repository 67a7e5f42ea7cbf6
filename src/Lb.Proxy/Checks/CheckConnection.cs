using System.Net.Sockets;

namespace Lb.Proxy.Checks;

/// <summary>The connection of one check, with what was received so far. Bounded in bytes and time.</summary>
internal sealed class CheckConnection : IDisposable
{
    /// <summary>Most bytes of an answer that are kept.</summary>
    public const int MaxAnswer = 16 * 1024;

    private readonly Socket _socket;
    private readonly CancellationTokenSource _deadline;
    private readonly CancellationTokenRegistration _stop;
    private byte[] _answer = [];
    private int _length;

    public CheckConnection(Socket socket, CheckSettings settings, TimeSpan patience, TimeProvider time, CancellationToken stop)
    {
        _socket = socket;
        Settings = settings;
        _deadline = new CancellationTokenSource(patience > TimeSpan.Zero ? patience : TimeSpan.Zero, time);
        _stop = stop.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), _deadline);
    }

    /// <summary>Where it goes and how long it may take.</summary>
    public CheckSettings Settings { get; }

    /// <summary>Everything received and not forgotten.</summary>
    public ReadOnlyMemory<byte> Answer => _answer.AsMemory(0, _length);

    /// <summary>Whether no more of an answer can be kept.</summary>
    public bool IsFull => _length == MaxAnswer;

    /// <summary>Sends all of it.</summary>
    /// <exception cref="SocketException">The connection broke.</exception>
    /// <exception cref="OperationCanceledException">The time is over.</exception>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty) bytes = bytes[await _socket.SendAsync(bytes, SocketFlags.None, _deadline.Token)..];
    }

    /// <summary>Receives some bytes.</summary>
    /// <returns>False at the end of data, or when the answer is full.</returns>
    /// <exception cref="SocketException">The connection broke.</exception>
    /// <exception cref="OperationCanceledException">The time is over.</exception>
    public async ValueTask<bool> ReceiveAsync()
    {
        if (IsFull) return false;
        if (_answer.Length == 0) _answer = new byte[MaxAnswer];
        var count = await _socket.ReceiveAsync(_answer.AsMemory(_length), SocketFlags.None, _deadline.Token);
        _length += count;
        return count > 0;
    }

    /// <summary>Drops what was received: the next answer is compared alone.</summary>
    public void Forget() => _length = 0;

    /// <summary>Closes with a reset, as HAProxy's plain check does: no TIME_WAIT is left behind on either side.</summary>
    public void CloseAtOnce() => _socket.LingerState = new LingerOption(true, 0);

    public void Dispose()
    {
        _stop.Dispose();
        _deadline.Dispose();
        _socket.Dispose();
    }
}
