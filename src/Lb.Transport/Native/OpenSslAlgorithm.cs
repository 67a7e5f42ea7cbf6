using System.Runtime.InteropServices;

namespace Lb.Transport.Native;

/// <summary>OSSL_ALGORITHM: what a provider implements; one without names ends an array. All texts are zero-terminated.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct OpenSslAlgorithm
{
    public byte* Names;
    public byte* Properties;
    public OpenSslDispatch* Functions;
    public byte* Description;
}
