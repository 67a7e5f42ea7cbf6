using Lb.Transport.Reactors.Records;
using Lb.Transport.Reactors.Tls.RecordLayer;

namespace Lb.Transport.Reactors.Tls;

/// <summary>TLS of the reactors' connections: OpenSSL's, and after the handshake our own records where they serve. A connection is an <c>SSL*</c>, or a
/// <see cref="RecordConnection"/> whose lowest bit is set.</summary>
/// <param name="wire">What all connections of the reactor write to.</param>
/// <param name="input">Where <see cref="RecordCalls"/> read to.</param>
/// <param name="suites">The suites of the reactor.</param>
internal readonly unsafe struct TlsCalls(WireBuffer* wire, byte* input, RecordSuites suites) : ITlsCalls
{
    private const nint Own = 1;

    private readonly RecordCalls _records = new(wire, input, suites);

    public bool TrySettle(ref nint tls, LegRecord* leg)
    {
        if (IsOwn(tls)) return true;
        if (TakeOver.HoldsBytes(tls)) return false;
        var connection = TakeOver.Try(tls, leg, suites);
        if (connection != null) tls = (nint)connection | Own;
        return true;
    }

    public int Read(nint tls, byte* buffer, int size) => IsOwn(tls) ? _records.Read(Of(tls), buffer, size) : OpenSslCalls.Read(tls, buffer, size);

    public bool HoldsInput(nint tls) => IsOwn(tls) ? RecordCalls.HoldsInput(Of(tls)) : OpenSslCalls.HoldsInput(tls);

    public bool Write(nint tls, byte* bytes, int length) =>
        IsOwn(tls) ? _records.Write(Of(tls), bytes, length) : OpenSslCalls.Write(tls, bytes, length);

    public void WriteCloseNotice(nint tls)
    {
        if (IsOwn(tls)) _records.WriteCloseNotice(Of(tls));
        else OpenSslCalls.WriteCloseNotice(tls);
    }

    public byte* TakeOutput(out int length)
    {
        length = wire->Length;
        wire->Length = 0;
        return wire->Start;
    }

    public void DiscardOutput() => wire->Length = 0;

    public void Free(nint tls)
    {
        if (!IsOwn(tls))
        {
            OpenSslCalls.Free(tls);
            return;
        }

        RecordConnection.Free(Of(tls));
        suites.Users--;
    }

    private static bool IsOwn(nint tls) => (tls & Own) != 0;

    private static RecordConnection* Of(nint tls) => (RecordConnection*)(tls & ~Own);
}
