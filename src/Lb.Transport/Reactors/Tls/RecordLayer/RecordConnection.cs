using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Lb.Transport.Reactors.Records;

namespace Lb.Transport.Reactors.Tls.RecordLayer;

/// <summary>A connection of TLS 1.3 whose handshake is done and whose SSL* is gone: its two keys, and what was read and not taken. In unmanaged
/// memory, used by its reactor's thread.</summary>
internal unsafe struct RecordConnection
{
    public RecordKey Incoming;
    public RecordKey Outgoing;

    /// <summary>The client leg: it stays where it is, and its socket open, for as long as this lives.</summary>
    public LegRecord* Leg;

    /// <summary>Number of the suite.</summary>
    public ushort Suite;

    /// <summary>What the client said besides data.</summary>
    public ControlState Control;

    /// <summary>Whether among what is held there is something that can be worked on without another byte.</summary>
    public bool HoldsRecord;

    private byte* _held;
    private int _start;

    /// <summary>Decrypted bytes that are held.</summary>
    public int HeldContent { get; private set; }

    /// <summary>Bytes that are held as they came, behind those.</summary>
    public int HeldInput { get; private set; }

    /// <summary>Makes one.</summary>
    /// <returns>Null when memory is short.</returns>
    public static RecordConnection* Create(ushort number, RecordSuite suite, TrafficSecrets* secrets, LegRecord* leg)
    {
        var connection = (RecordConnection*)NativeMemory.AllocZeroed((nuint)sizeof(RecordConnection));
        connection->Leg = leg;
        connection->Suite = number;
        if (connection->Incoming.TryBegin(suite, secrets->Client, secrets->Read, seals: false)
            && connection->Outgoing.TryBegin(suite, secrets->Server, secrets->Written, seals: true)) return connection;
        Free(connection);
        return null;
    }

    /// <summary>Ends it and wipes what is secret.</summary>
    public static void Free(RecordConnection* connection)
    {
        connection->Incoming.Free();
        connection->Outgoing.Free();
        connection->DropHeld();
        NativeMemory.Free(connection);
    }

    /// <summary>Keeps bytes for the next read. Nothing is held.</summary>
    public void Hold(byte* content, int contentLength, byte* input, int inputLength)
    {
        var length = contentLength + inputLength;
        if (length == 0) return;
        _held = (byte*)NativeMemory.Alloc((nuint)length);
        NativeMemory.Copy(content, _held, (nuint)contentLength);
        NativeMemory.Copy(input, _held + contentLength, (nuint)inputLength);
        HeldContent = contentLength;
        HeldInput = inputLength;
    }

    /// <summary>Takes decrypted bytes.</summary>
    public int TakeContent(byte* buffer, int size)
    {
        var count = Math.Min(size, HeldContent);
        NativeMemory.Copy(_held + _start, buffer, (nuint)count);
        _start += count;
        HeldContent -= count;
        if (HeldContent + HeldInput == 0) DropHeld();
        return count;
    }

    /// <summary>Takes the bytes that are as they came; no decrypted ones are held.</summary>
    public int TakeInput(byte* buffer)
    {
        var count = HeldInput;
        if (count == 0) return 0;
        NativeMemory.Copy(_held + _start, buffer, (nuint)count);
        DropHeld();
        return count;
    }

    private void DropHeld()
    {
        if (_held == null) return;
        CryptographicOperations.ZeroMemory(new Span<byte>(_held, _start + HeldContent));
        NativeMemory.Free(_held);
        _held = null;
        _start = HeldContent = HeldInput = 0;
    }
}
