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

    /// <summary>A connection that begins on this context; 0 when memory is short. False when the context was disposed: another has taken its
    /// place.</summary>
    public bool TryConnect(out nint connection)
    {
        connection = 0;
        var isHeld = false;
        try
        {
            DangerousAddRef(ref isHeld);
            connection = LibSsl.New(handle);
            return true;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
        finally
        {
            if (isHeld) DangerousRelease();
        }
    }

    protected override bool ReleaseHandle()
    {
        LibSsl.FreeContext(handle);
        return true;
    }
}
