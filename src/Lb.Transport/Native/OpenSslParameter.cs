using System.Runtime.InteropServices;

namespace Lb.Transport.Native;

/// <summary>OSSL_PARAM: a named value that OpenSSL reads during one call.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct OpenSslParameter
{
    public const uint Number = 1;
    public const uint Text = 4;
    public const uint Bytes = 5;

    /// <summary>Zero-terminated name; null in the entry that ends an array.</summary>
    public byte* Name;

    public uint Kind;
    public void* Data;
    public nuint Size;
    public nuint ReturnSize;
}
