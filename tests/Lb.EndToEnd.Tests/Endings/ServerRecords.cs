namespace Lb.EndToEnd.Tests.Endings;

/// <summary>A stream that notes the TLS records which come through it, to tell how the other side took its leave.</summary>
/// <param name="inner">Where the bytes come from and go to.</param>
internal sealed class ServerRecords(Stream inner) : Stream
{
    private const byte Alert = 21;
    private const byte Encrypted = 23;
    private const int HeaderSize = 5;

    // Level and description, the type that TLS 1.3 hides, and a tag of 16 bytes: no other record of these tests is as short.
    private const int EncryptedAlertSize = 2 + 1 + 16;
    private readonly List<byte> _record = [];

    /// <summary>What the last record was: <c>alert</c> with its description where that can be read, <c>hidden alert</c> where it is encrypted (the
    /// good-bye of TLS, or a refusal after the keys were agreed on), empty for any other, or none.</summary>
    public string LastWords { get; private set; } = "";

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        foreach (var value in buffer.Span[..read]) Note(value);
        return read;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.WriteAsync(buffer, cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    private void Note(byte value)
    {
        _record.Add(value);
        if (_record.Count < HeaderSize) return;
        var length = (_record[3] << 8) | _record[4];
        if (_record.Count < HeaderSize + length) return;
        LastWords = (_record[0], length) switch
        {
            (Alert, 2) => $"alert {_record[6]}",
            (Alert, _) or (Encrypted, EncryptedAlertSize) => "hidden alert",
            _ => "",
        };
        _record.Clear();
    }
}
