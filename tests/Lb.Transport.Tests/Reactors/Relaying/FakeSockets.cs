using Lb.Transport.Reactors.Sockets;

namespace Lb.Transport.Tests.Reactors.Relaying;

/// <summary>The engine's way to a <see cref="FakeKernel"/>.</summary>
internal readonly unsafe struct FakeSockets(FakeKernel kernel) : ISocketCalls
{
    public int Receive(int descriptor, byte* buffer, int size) => kernel.Receive(descriptor, new Span<byte>(buffer, size));

    public int Send(int descriptor, byte* bytes, int length) => kernel.Send(descriptor, new ReadOnlySpan<byte>(bytes, length));

    public void SendAtOnce(int descriptor) => kernel.Open(descriptor).SendsAtOnce = true;

    public void CloseSending(int descriptor) => kernel.CloseSending(descriptor);

    public bool HoldsOutput(int descriptor) => kernel.Open(descriptor).Outgoing.Count > 0;

    public void Close(int descriptor, bool reset) => kernel.Close(descriptor, reset);

    public void Retire(int descriptor, uint watched, bool isV6) => kernel.Retire(descriptor, watched);

    public void Watch(int descriptor, uint before, uint after, ulong data) => kernel.Watch(descriptor, before, after, data);
}
