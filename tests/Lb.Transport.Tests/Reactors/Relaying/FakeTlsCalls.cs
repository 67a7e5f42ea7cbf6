using Lb.Transport.Reactors.Records;
using Lb.Transport.Reactors.Tls;

namespace Lb.Transport.Tests.Reactors.Relaying;

/// <summary>The engine's way to a <see cref="FakeTls"/>.</summary>
internal readonly unsafe struct FakeTlsCalls(FakeTls library) : ITlsCalls
{
    public bool TrySettle(ref nint tls, LegRecord* leg) => library.TrySettle(tls);

    public int Read(nint tls, byte* buffer, int size) => library.Read(tls, new Span<byte>(buffer, size));

    public bool HoldsInput(nint tls) => library.HoldsInput(tls);

    public bool Write(nint tls, byte* bytes, int length) => library.Write(tls, new ReadOnlySpan<byte>(bytes, length));

    public void WriteCloseNotice(nint tls) => library.WriteCloseNotice(tls);

    public bool TryFinish(nint tls) => library.TryFinish(tls);

    public bool OwesNotice(nint tls) => library[tls].OwesNotice;

    public byte* TakeOutput(out int length) => library.TakeOutput(out length);

    public void DiscardOutput() => library.DiscardOutput();

    public void Free(nint tls) => library.Free(tls);
}
