using System.Runtime.InteropServices;
using Lb.Transport.Reactors.Sockets;

namespace Lb.Transport.Reactors.Tls.RecordLayer;

/// <summary>One read of a <see cref="RecordConnection"/>: opens the records that are there, and asks the socket for more as long as there is nothing for the
/// relay.</summary>
/// <param name="connection">The connection; nothing decrypted is held.</param>
/// <param name="calls">Writes answers.</param>
/// <param name="input">Room for <see cref="InputSize"/> bytes, of use to nobody else meanwhile.</param>
/// <param name="buffer">Where decrypted bytes go.</param>
/// <param name="size">How many.</param>
internal unsafe ref struct RecordReading(RecordConnection* connection, RecordCalls calls, byte* input, byte* buffer, int size)
{
    /// <summary>Two full records: one read of the socket takes a large message with its header.</summary>
    public const int InputSize = 2 * (RecordKey.HeaderLength + RecordType.MostBody);

    // Warnings in a row, as in OpenSSL.
    private const int MostWarnings = 5;
    private int _start;
    private int _end;
    private int _total;

    // Decrypted bytes for which there was no room.
    private byte* _rest;
    private int _restLength;

    /// <summary>Runs it.</summary>
    /// <returns>Bytes, or an <see cref="IoResult"/>.</returns>
    public int Run()
    {
        _end = connection->TakeInput(input);
        connection->HoldsRecord = false;
        var received = 1;
        while (received > 0)
        {
            while (OpenNext())
            {
            }

            if (_total > 0 || IsOver) break;
            received = ClientInput.Receive(connection->Leg, input + _end, InputSize - _end);
            _end += Math.Max(received, 0);
        }

        if (!IsOver) connection->Hold(_rest, _restLength, input + _start, _end - _start);
        if (_total > 0) return _total;
        if (connection->IsBroken) return IoResult.Broken;
        return connection->HasEnded ? IoResult.Ended : received;
    }

    private static ReadOnlySpan<byte> KeyUpdate => [RecordType.KeyUpdate, 0, 0, 1];

    private readonly bool IsOver => connection->IsBroken || connection->HasEnded;

    // False when there is nothing more to open, or no room for it.
    private bool OpenNext()
    {
        var have = _end - _start;
        if (have < RecordKey.HeaderLength || IsOver || _restLength > 0) return false;
        var record = input + _start;
        var body = (record[3] << 8) | record[4];
        if (record[0] != RecordType.Data) return Fail(RecordType.UnexpectedMessage);
        if (body > RecordType.MostBody) return Fail(RecordType.RecordOverflow);
        if (body <= RecordKey.TagLength) return Fail(RecordType.BadRecordMac);
        if (have < RecordKey.HeaderLength + body) return false;
        var fits = body - RecordKey.TagLength <= size - _total;
        if (!fits && _total > 0)
        {
            connection->HoldsRecord = true;
            return false;
        }

        var content = fits ? buffer + _total : record + RecordKey.HeaderLength;
        if (!connection->Incoming.TryOpen(record, body, content)) return Fail(RecordType.BadRecordMac);
        _start += RecordKey.HeaderLength + body;
        return Take(content, body - RecordKey.TagLength, fits);
    }

    // The type is the last byte that is not padding.
    private bool Take(byte* content, int length, bool fits)
    {
        length = new ReadOnlySpan<byte>(content, length).LastIndexOfAnyExcept((byte)0);
        if (length < 0) return Fail(RecordType.UnexpectedMessage);
        if (length > RecordType.MostContent) return Fail(RecordType.RecordOverflow);
        var type = content[length];

        // Pieces of a message are not interleaved with anything else (section 5.1).
        if (connection->MessageLength > 0 && type != RecordType.Handshake) return Fail(RecordType.UnexpectedMessage);
        return type switch
        {
            RecordType.Data => TakeData(content, length, fits),
            RecordType.Alert => TakeAlert(content, length),
            RecordType.Handshake => TakeMessage(new ReadOnlySpan<byte>(content, length)),
            _ => Fail(RecordType.UnexpectedMessage),
        };
    }

    private bool TakeData(byte* content, int length, bool fits)
    {
        connection->Warnings = 0;
        var count = fits ? length : Math.Min(size, length);
        if (!fits) NativeMemory.Copy(content, buffer, (nuint)count);
        _total += count;
        _rest = content + count;
        _restLength = length - count;
        connection->HoldsRecord = _restLength > 0;
        return true;
    }

    private bool TakeAlert(byte* content, int length)
    {
        if (length != 2) return Fail(RecordType.UnexpectedMessage);
        if (content[1] == RecordType.UserCanceled)
            return ++connection->Warnings < MostWarnings || Fail(RecordType.UnexpectedMessage);
        if (content[1] == RecordType.CloseNotify) connection->HasEnded = true;
        else connection->IsBroken = connection->IsSilent = true;
        return false;
    }

    // A client has one message only to send: the change of its key, alone in its record (sections 4.6.3 and 5.1).
    private bool TakeMessage(ReadOnlySpan<byte> piece)
    {
        var length = connection->MessageLength + piece.Length;
        if (piece.IsEmpty || length > RecordConnection.KeyUpdateLength) return Fail(RecordType.UnexpectedMessage);
        var message = connection->Message;
        piece.CopyTo(message[connection->MessageLength..]);
        connection->MessageLength = (byte)length;
        if (length < RecordConnection.KeyUpdateLength) return true;
        connection->MessageLength = 0;
        if (!message.StartsWith(KeyUpdate)) return Fail(RecordType.UnexpectedMessage);
        if (message[^1] > 1) return Fail(RecordType.IllegalParameter);
        return calls.ChangeKeys(connection, isAsked: message[^1] == 1) || Fail(RecordType.InternalError);
    }

    private readonly bool Fail(byte alert)
    {
        calls.Fail(connection, alert);
        return false;
    }
}
