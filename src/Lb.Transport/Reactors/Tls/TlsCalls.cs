using Lb.Transport.Reactors.Records;
using Lb.Transport.Reactors.Tls.KernelRecords;
using Lb.Transport.Reactors.Tls.RecordLayer;

namespace Lb.Transport.Reactors.Tls;

/// <summary>TLS of the reactors' connections: OpenSSL's, and after the handshake our own records or the kernel's where they serve
/// (<see cref="TlsHandle"/>).</summary>
/// <param name="wire">What all connections of the reactor write to.</param>
/// <param name="input">Where <see cref="RecordCalls"/> read to.</param>
/// <param name="suites">The suites of the reactor.</param>
internal readonly unsafe struct TlsCalls(WireBuffer* wire, byte* input, RecordSuites suites) : ITlsCalls
{
    private readonly RecordCalls _records = new(wire, input, suites);
    private readonly KernelCalls _kernel = new(wire, suites);

    public bool TrySettle(ref nint tls, LegRecord* leg)
    {
        if (!TlsHandle.IsOpenSsl(tls)) return true;
        if (TakeOver.MustWait(tls, leg)) return false;
        var settled = TakeOver.Try(tls, leg, suites);
        if (settled != 0) tls = settled;
        return true;
    }

    public int Read(nint tls, byte* buffer, int size)
    {
        if (TlsHandle.IsOwn(tls)) return _records.Read(TlsHandle.OwnOf(tls), buffer, size);
        return TlsHandle.IsKernel(tls) ? _kernel.Read(TlsHandle.KernelOf(tls), buffer, size) : OpenSslCalls.Read(tls, buffer, size);
    }

    public bool HoldsInput(nint tls)
    {
        if (TlsHandle.IsOwn(tls)) return RecordCalls.HoldsInput(TlsHandle.OwnOf(tls));
        return TlsHandle.IsKernel(tls) ? KernelCalls.HoldsInput(TlsHandle.KernelOf(tls)) : OpenSslCalls.HoldsInput(tls);
    }

    public bool Write(nint tls, byte* bytes, int length)
    {
        if (TlsHandle.IsOwn(tls)) return _records.Write(TlsHandle.OwnOf(tls), bytes, length);
        return TlsHandle.IsKernel(tls) ? _kernel.Write(TlsHandle.KernelOf(tls), bytes, length) : OpenSslCalls.Write(tls, bytes, length);
    }

    public void WriteCloseNotice(nint tls)
    {
        if (TlsHandle.IsOwn(tls)) _records.WriteCloseNotice(TlsHandle.OwnOf(tls));
        else if (TlsHandle.IsKernel(tls)) KernelCalls.OweCloseNotice(TlsHandle.KernelOf(tls));
        else OpenSslCalls.WriteCloseNotice(tls);
    }

    public bool TryFinish(nint tls) => !TlsHandle.IsKernel(tls) || KernelCalls.TryFinish(TlsHandle.KernelOf(tls));

    public bool OwesNotice(nint tls) => TlsHandle.IsKernel(tls) && TlsHandle.KernelOf(tls)->OwesCloseNotice;

    public byte* TakeOutput(out int length)
    {
        length = wire->Length;
        wire->Length = 0;
        return wire->Start;
    }

    public void DiscardOutput() => wire->Length = 0;

    public void Free(nint tls)
    {
        if (TlsHandle.IsOpenSsl(tls))
        {
            OpenSslCalls.Free(tls);
            return;
        }

        if (TlsHandle.IsOwn(tls)) RecordConnection.Free(TlsHandle.OwnOf(tls));
        else KernelConnection.Free(TlsHandle.KernelOf(tls));
        suites.Users--;
    }
}
