using Lb.Transport.Reactors.Tls.KernelRecords;
using Lb.Transport.Reactors.Tls.RecordLayer;

namespace Lb.Transport.Reactors.Tls;

/// <summary>What a connection's TLS is called: an <c>SSL*</c>, or what took its place, told apart by bits that are zero in every address.</summary>
internal static unsafe class TlsHandle
{
    private const nint Own = 1;
    private const nint Kernel = 2;

    public static nint Of(RecordConnection* connection) => (nint)connection | Own;

    public static nint Of(KernelConnection* connection) => (nint)connection | Kernel;

    /// <summary>Whether records are ours.</summary>
    public static bool IsOwn(nint tls) => (tls & Own) != 0;

    /// <summary>Whether records are the kernel's.</summary>
    public static bool IsKernel(nint tls) => (tls & Kernel) != 0;

    /// <summary>Whether OpenSSL has it.</summary>
    public static bool IsOpenSsl(nint tls) => (tls & (Own | Kernel)) == 0;

    /// <summary>Of one that <see cref="IsOwn"/>.</summary>
    public static RecordConnection* OwnOf(nint tls) => (RecordConnection*)(tls & ~Own);

    /// <summary>Of one that <see cref="IsKernel"/>.</summary>
    public static KernelConnection* KernelOf(nint tls) => (KernelConnection*)(tls & ~Kernel);
}
