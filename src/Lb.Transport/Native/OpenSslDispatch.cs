using System.Runtime.InteropServices;

namespace Lb.Transport.Native;

/// <summary>OSSL_DISPATCH: a function of a provider under its number; number 0 ends an array.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct OpenSslDispatch(int number, void* function)
{
    public int Number = number;
    public void* Function = function;
}
