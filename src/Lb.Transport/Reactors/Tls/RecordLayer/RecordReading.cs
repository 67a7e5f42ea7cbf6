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
        return _total > 0 ? _total : connection->Control.ResultOr(received);
    }

    private readonly bool IsOver => connection->Control.IsOver;

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
        var step = connection->Control.Take(content[length], new ReadOnlySpan<byte>(content, length), out var alert);
        return step switch
        {
            ControlStep.Data => TakeData(content, length, fits),
            ControlStep.Done => true,
            ControlStep.Failure => Fail(alert),
            _ => calls.ChangeKeys(connection, isAsked: step == ControlStep.KeyChanges) || Fail(RecordType.InternalError),
        };
    }

    private bool TakeData(byte* content, int length, bool fits)
    {
        var count = fits ? length : Math.Min(size, length);
        if (!fits) NativeMemory.Copy(content, buffer, (nuint)count);
        _total += count;
        _rest = content + count;
        _restLength = length - count;
        connection->HoldsRecord = _restLength > 0;
        return true;
    }

    private readonly bool Fail(byte alert)
    {
        calls.Fail(connection, alert);
        return false;
    }
}
