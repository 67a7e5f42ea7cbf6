using System.Runtime.InteropServices;

namespace Lb.Transport.Native;

/// <summary>A control message of one byte (<c>struct cmsghdr</c> and its data, padded).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ByteControl
{
    /// <summary>Bytes without the padding.</summary>
    public const int ContentLength = 17;

    public nuint Length;
    public int Level;
    public int Kind;
    public byte Value;
}
