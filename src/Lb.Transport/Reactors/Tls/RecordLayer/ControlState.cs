using Lb.Transport.Reactors.Sockets;

namespace Lb.Transport.Reactors.Tls.RecordLayer;

/// <summary>What a client of TLS 1.3 says after its handshake besides data, and what became of the connection by it: alerts, and changes of its key, whole or in
/// pieces (RFC 8446, sections 4.6.3, 5.1 and 6).</summary>
internal unsafe struct ControlState
{
    private const int KeyUpdateLength = 5;

    // Warnings in a row, as in OpenSSL.
    private const int MostWarnings = 5;

    /// <summary>Whether the client said that nothing more comes.</summary>
    public bool HasEnded;

    /// <summary>Whether it broke the protocol, or said that we did.</summary>
    public bool IsBroken;

    /// <summary>Whether nothing more may be sent.</summary>
    public bool IsSilent;

    private fixed byte _message[KeyUpdateLength];
    private byte _messageLength;
    private byte _warnings;

    /// <summary>Whether nothing more is read.</summary>
    public readonly bool IsOver => IsBroken || HasEnded;

    /// <summary>The message that says that the sender's next key begins, and asks for nothing.</summary>
    public static ReadOnlySpan<byte> KeyUpdate => [RecordType.KeyUpdate, 0, 0, 1, 0];

    /// <summary>What a read gives once there is no data: how the connection ended, or else <paramref name="other"/>.</summary>
    public readonly int ResultOr(int other)
    {
        if (IsBroken) return IoResult.Broken;
        return HasEnded ? IoResult.Ended : other;
    }

    /// <summary>Takes a record.</summary>
    /// <param name="type">Of its content.</param>
    /// <param name="content">Without padding; of data nothing is looked at.</param>
    /// <param name="alert">With <see cref="ControlStep.Failure"/>: what to tell the client.</param>
    public ControlStep Take(byte type, ReadOnlySpan<byte> content, out byte alert)
    {
        alert = RecordType.UnexpectedMessage;

        // Pieces of a message are not interleaved with anything else (section 5.1).
        if (_messageLength > 0 && type != RecordType.Handshake) return ControlStep.Failure;
        switch (type)
        {
            case RecordType.Data:
                _warnings = 0;
                return ControlStep.Data;
            case RecordType.Alert:
                return TakeAlert(content);
            case RecordType.Handshake:
                return TakePiece(content, ref alert);
            default:
                return ControlStep.Failure;
        }
    }

    private ControlStep TakeAlert(ReadOnlySpan<byte> content)
    {
        if (content.Length != 2) return ControlStep.Failure;
        if (content[1] == RecordType.UserCanceled) return ++_warnings < MostWarnings ? ControlStep.Done : ControlStep.Failure;
        if (content[1] == RecordType.CloseNotify) HasEnded = true;
        else IsBroken = IsSilent = true;
        return ControlStep.Done;
    }

    // A client has one message only to send: the change of its key, alone in its record (sections 4.6.3 and 5.1).
    private ControlStep TakePiece(ReadOnlySpan<byte> piece, ref byte alert)
    {
        var length = _messageLength + piece.Length;
        if (piece.IsEmpty || length > KeyUpdateLength) return ControlStep.Failure;
        fixed (byte* bytes = _message)
        {
            var message = new Span<byte>(bytes, KeyUpdateLength);
            piece.CopyTo(message[_messageLength..]);
            _messageLength = (byte)length;
            if (length < KeyUpdateLength) return ControlStep.Done;
            _messageLength = 0;
            if (!message.StartsWith(KeyUpdate[..^1])) return ControlStep.Failure;
            alert = RecordType.IllegalParameter;
            return message[^1] switch { 0 => ControlStep.KeyChange, 1 => ControlStep.KeyChanges, _ => ControlStep.Failure };
        }
    }
}
