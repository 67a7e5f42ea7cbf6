using Lb.Transport.Native;
using Lb.Transport.Reactors.Records;
using Lb.Transport.Reactors.Sockets;
using Lb.Transport.Reactors.Tls.RecordLayer;

namespace Lb.Transport.Reactors.Tls.KernelRecords;

/// <summary>What <see cref="ITlsCalls"/> asks of a <see cref="KernelConnection"/>. Data goes in and out of the socket as it is; what is no data goes with a control
/// message that names its type.</summary>
/// <param name="wire">What all connections of the reactor write to.</param>
/// <param name="suites">The suites of the reactor.</param>
internal readonly unsafe struct KernelCalls(WireBuffer* wire, RecordSuites suites)
{
    private const int SetRecordType = 1;
    private const int GetRecordType = 2;

    // Of what one step may read: as many of them as a step may have that brings no data.
    private const int PriceOfControl = 4 * 1024;

    // A record that is no data is read whole, or is too long.
    private const int LeastRead = 64;

    /// <inheritdoc cref="ITlsCalls.Read"/>
    /// <remarks>The kernel stops before a record that is no data, so only EAGAIN tells that the socket is empty.</remarks>
    public int Read(KernelConnection* connection, byte* buffer, int size)
    {
        var leg = connection->Leg;
        leg->Flags |= LegFlags.HoldsMore;
        while (leg->Readable > 0 && !connection->Control.IsOver)
        {
            var count = Receive(leg->Descriptor, buffer, Math.Min(size, Math.Max(leg->Readable, LeastRead)), out var type);
            if (count <= 0) return count < 0 ? NoteFailure(connection, Errno.Last) : IoResult.Ended;
            leg->Readable -= type == RecordType.Data ? (int)count : PriceOfControl;
            if (Take(connection, type, new ReadOnlySpan<byte>(buffer, (int)count))) return (int)count;
        }

        return connection->Control.ResultOr(IoResult.WouldBlock);
    }

    /// <inheritdoc cref="ITlsCalls.HoldsInput"/>
    public static bool HoldsInput(KernelConnection* connection) => connection->Control.IsOver;

    /// <inheritdoc cref="ITlsCalls.Write"/>
    public bool Write(KernelConnection* connection, byte* bytes, int length) =>
        !connection->Control.IsSilent && !connection->OwesCloseNotice && wire->TryAppend(bytes, length);

    /// <inheritdoc cref="ITlsCalls.WriteCloseNotice"/>
    public static void OweCloseNotice(KernelConnection* connection) => connection->OwesCloseNotice = !connection->Control.IsSilent;

    /// <inheritdoc cref="ITlsCalls.TryFinish"/>
    /// <remarks>A record that did not fit the socket's buffer is sent by the kernel when it does, unless FIN was sent before: then it is lost. That all is
    /// acknowledged tells that nothing waits.</remarks>
    public static bool TryFinish(KernelConnection* connection)
    {
        var descriptor = connection->Leg->Descriptor;
        if (connection->OwesCloseNotice)
        {
            if (!SendAlert(connection, RecordType.Warning, RecordType.CloseNotify) && Errno.IsTransient(Errno.Last)) return false;
            connection->OwesCloseNotice = false;
            connection->Control.IsSilent = true;
        }

        return !SystemSockets.HoldsOutputNow(descriptor) || KernelTls.IsOver(descriptor);
    }

    // True for data.
    private bool Take(KernelConnection* connection, byte type, ReadOnlySpan<byte> content)
    {
        var step = connection->Control.Take(type, content, out var alert);
        if (step == ControlStep.Failure) Fail(connection, alert);
        else if (step >= ControlStep.KeyChange && !ChangeKeys(connection, step == ControlStep.KeyChanges)) Fail(connection, RecordType.InternalError);
        return step == ControlStep.Data;
    }

    // What waits to be sent will be protected with the new key, as it may.
    private bool ChangeKeys(KernelConnection* connection, bool isAsked)
    {
        var suite = suites.Of(connection->Suite)!;
        var descriptor = connection->Leg->Descriptor;
        if (!connection->Incoming.TryUpdate(descriptor, KernelKey.Incoming, connection->Suite, suite)) return false;
        if (!isAsked || connection->Control.IsSilent || connection->OwesCloseNotice) return true;
        return Send(descriptor, RecordType.Handshake, ControlState.KeyUpdate)
            && connection->Outgoing.TryUpdate(descriptor, KernelKey.Outgoing, connection->Suite, suite);
    }

    // The kernel fails the socket, and says why as the error of this call.
    private static int NoteFailure(KernelConnection* connection, int error)
    {
        if (Errno.IsTransient(error))
        {
            connection->Leg->Flags &= ~LegFlags.HoldsMore;
            return IoResult.WouldBlock;
        }

        // It would fail the alert too.
        _ = SystemSockets.TakeError(connection->Leg->Descriptor);
        if (error == Errno.BadMessage) Fail(connection, RecordType.BadRecordMac);
        else if (error == Errno.MessageTooLong) Fail(connection, RecordType.RecordOverflow);
        else if (error == Errno.Invalid) Fail(connection, RecordType.UnexpectedMessage);
        return IoResult.Broken;
    }

    // What the socket has no room for is lost: the connection ends all the same.
    private static void Fail(KernelConnection* connection, byte alert)
    {
        if (!connection->Control.IsSilent && !connection->Leg->IsBlocked) _ = SendAlert(connection, RecordType.Fatal, alert);
        connection->Control.IsBroken = connection->Control.IsSilent = true;
    }

    private static bool SendAlert(KernelConnection* connection, byte level, byte description) =>
        Send(connection->Leg->Descriptor, RecordType.Alert, [level, description]);

    private static nint Receive(int descriptor, byte* buffer, int size, out byte type)
    {
        var vector = new IoVector { Start = buffer, Length = (nuint)size };
        var control = default(ByteControl);
        var header = HeaderOf(&vector, &control);
        var count = LibC.ReceiveMessage(descriptor, &header, 0);
        var hasType = count > 0 && header.ControlLength >= ByteControl.ContentLength && control.Level == LibC.LevelTls && control.Kind == GetRecordType;
        type = hasType ? control.Value : RecordType.Data;
        return count;
    }

    private static bool Send(int descriptor, byte type, ReadOnlySpan<byte> content)
    {
        fixed (byte* bytes = content)
        {
            var vector = new IoVector { Start = bytes, Length = (nuint)content.Length };
            var control = new ByteControl { Length = ByteControl.ContentLength, Level = LibC.LevelTls, Kind = SetRecordType, Value = type };
            var header = HeaderOf(&vector, &control);
            return LibC.SendMessage(descriptor, &header, LibC.NoSignal) == content.Length;
        }
    }

    private static MessageHeader HeaderOf(IoVector* vector, ByteControl* control) =>
        new() { Vectors = vector, VectorCount = 1, Control = control, ControlLength = (nuint)sizeof(ByteControl) };
}
