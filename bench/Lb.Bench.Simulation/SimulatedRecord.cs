using System.Runtime.InteropServices;

namespace Lb.Bench.Simulation;

/// <summary>Stands for a connection's record, in its size: six cache lines, of which a message touches two.</summary>
[StructLayout(LayoutKind.Explicit, Size = 384)]
internal struct SimulatedRecord
{
    [FieldOffset(0)]
    public long LastActivity;

    [FieldOffset(8)]
    public int Timer;

    [FieldOffset(12)]
    public int Place;

    [FieldOffset(256)]
    public long BytesFromClient;
}
