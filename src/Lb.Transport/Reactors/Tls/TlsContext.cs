using System.Runtime.InteropServices;
using Lb.Transport.Native;

namespace Lb.Transport.Reactors.Tls;

/// <summary>A reference to an SSL_CTX.</summary>
internal sealed class TlsContext : SafeHandle
{
    public TlsContext(nint context)
        : base(0, ownsHandle: true) => SetHandle(context);

    public override bool IsInvalid => handle == 0;

    /// <summary>The SSL_CTX; the caller keeps this object alive while it uses it.</summary>
    public nint Pointer => handle;

    protected override bool ReleaseHandle()
    {
        LibSsl.FreeContext(handle);
        return true;
    }
}
