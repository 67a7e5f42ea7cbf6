using System.Runtime.InteropServices;

namespace Lb.Transport.Native;

/// <summary>A piece of memory, as <c>struct iovec</c> names it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct IoVector
{
    public byte* Start;
    public nuint Length;
}
