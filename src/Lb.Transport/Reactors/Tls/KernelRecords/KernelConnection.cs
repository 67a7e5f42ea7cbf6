using System.Runtime.InteropServices;
using Lb.Transport.Reactors.Records;
using Lb.Transport.Reactors.Tls.RecordLayer;

namespace Lb.Transport.Reactors.Tls.KernelRecords;

/// <summary>A connection of TLS 1.3 whose handshake is done and whose records the kernel opens and seals. In unmanaged memory, used by its reactor's
/// thread.</summary>
internal unsafe struct KernelConnection
{
    public KernelKey Incoming;
    public KernelKey Outgoing;

    /// <summary>What the client said besides data.</summary>
    public ControlState Control;

    /// <summary>The client leg: it stays where it is, and its socket open, for as long as this lives.</summary>
    public LegRecord* Leg;

    /// <summary>Number of the suite.</summary>
    public ushort Suite;

    /// <summary>Whether the close notice is to follow what is pending.</summary>
    public bool OwesCloseNotice;

    /// <summary>Hands a connection to the kernel.</summary>
    /// <returns>Null where the kernel does not take it, and nothing has changed. Where it took one direction only, which wants memory, the connection
    /// is broken.</returns>
    public static KernelConnection* Create(ushort number, RecordSuite suite, TrafficSecrets* secrets, LegRecord* leg)
    {
        if (!KernelTls.TryAttach(leg->Descriptor)) return null;
        var connection = (KernelConnection*)NativeMemory.AllocZeroed((nuint)sizeof(KernelConnection));
        connection->Leg = leg;
        connection->Suite = number;
        if (!connection->Outgoing.TryBegin(leg->Descriptor, KernelKey.Outgoing, number, suite, secrets->Server, secrets->Written))
        {
            Free(connection);
            return null;
        }

        if (!connection->Incoming.TryBegin(leg->Descriptor, KernelKey.Incoming, number, suite, secrets->Client, secrets->Read))
            connection->Control.IsBroken = true;

        // What came before the kernel had the key is announced no more.
        leg->Flags |= LegFlags.HoldsMore;
        return connection;
    }

    /// <summary>Ends it and wipes what is secret.</summary>
    public static void Free(KernelConnection* connection)
    {
        connection->Incoming.Wipe();
        connection->Outgoing.Wipe();
        NativeMemory.Free(connection);
    }
}
