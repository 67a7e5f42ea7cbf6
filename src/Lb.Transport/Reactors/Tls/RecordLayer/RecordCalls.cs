using Lb.Transport.Reactors.Sockets;

namespace Lb.Transport.Reactors.Tls.RecordLayer;

/// <summary>What <see cref="ITlsCalls"/> asks of a <see cref="RecordConnection"/>.</summary>
/// <param name="wire">What all connections of the reactor write to.</param>
/// <param name="input">Where all read to: <see cref="RecordReading.InputSize"/> bytes.</param>
/// <param name="suites">The suites of the reactor.</param>
internal readonly unsafe struct RecordCalls(WireBuffer* wire, byte* input, RecordSuites suites)
{
    /// <inheritdoc cref="ITlsCalls.Read"/>
    public int Read(RecordConnection* connection, byte* buffer, int size)
    {
        if (connection->HeldContent > 0) return connection->TakeContent(buffer, size);
        return connection->Control.IsOver ? connection->Control.ResultOr(IoResult.WouldBlock) : new RecordReading(connection, this, input, buffer, size).Run();
    }

    /// <inheritdoc cref="ITlsCalls.HoldsInput"/>
    public static bool HoldsInput(RecordConnection* connection) =>
        connection->HeldContent > 0 || connection->HoldsRecord || connection->Control.IsOver;

    /// <inheritdoc cref="ITlsCalls.Write"/>
    public bool Write(RecordConnection* connection, byte* bytes, int length)
    {
        while (length > 0)
        {
            var count = Math.Min(length, RecordType.MostContent);
            if (!WriteRecord(connection, RecordType.Data, bytes, count)) return false;
            bytes += count;
            length -= count;
        }

        return true;
    }

    /// <inheritdoc cref="ITlsCalls.WriteCloseNotice"/>
    public void WriteCloseNotice(RecordConnection* connection)
    {
        WriteAlert(connection, RecordType.Warning, RecordType.CloseNotify);
        connection->Control.IsSilent = true;
    }

    /// <summary>The client has changed its key, and may ask for a change of ours.</summary>
    /// <returns>False when OpenSSL fails.</returns>
    public bool ChangeKeys(RecordConnection* connection, bool isAsked)
    {
        var suite = suites.Of(connection->Suite)!;
        if (!connection->Incoming.TryUpdate(suite)) return false;
        if (!isAsked || connection->Control.IsSilent) return true;
        if (!WriteRecord(connection, RecordType.Handshake, ControlState.KeyUpdate)) return false;
        connection->Control.IsSilent = !connection->Outgoing.TryUpdate(suite);
        return !connection->Control.IsSilent;
    }

    /// <summary>The client broke the protocol: says why, and nothing after it.</summary>
    public void Fail(RecordConnection* connection, byte alert)
    {
        WriteAlert(connection, RecordType.Fatal, alert);
        connection->Control.IsBroken = connection->Control.IsSilent = true;
    }

    private void WriteAlert(RecordConnection* connection, byte level, byte description)
    {
        _ = WriteRecord(connection, RecordType.Alert, [level, description]);
    }

    private bool WriteRecord(RecordConnection* connection, byte type, ReadOnlySpan<byte> content)
    {
        fixed (byte* bytes = content) return WriteRecord(connection, type, bytes, content.Length);
    }

    private bool WriteRecord(RecordConnection* connection, byte type, byte* content, int length)
    {
        if (connection->Control.IsSilent) return false;
        var record = wire->Reserve(length + RecordKey.Overhead);
        if (record != null && connection->Outgoing.TrySeal(type, content, length, record))
        {
            wire->Length += length + RecordKey.Overhead;
            return true;
        }

        connection->Control.IsSilent = true;
        return false;
    }
}
