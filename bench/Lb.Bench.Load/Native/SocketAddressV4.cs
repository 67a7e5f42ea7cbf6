using System.Buffers.Binary;
using System.Net;
using System.Runtime.InteropServices;

namespace Lb.Bench.Load.Native;

/// <summary>Linux <c>struct sockaddr_in</c>.</summary>
[StructLayout(LayoutKind.Sequential, Size = 16)]
internal struct SocketAddressV4
{
    public const int Length = 16;

    public ushort Family;
    public ushort PortNetworkOrder;
    public uint AddressNetworkOrder;

    public static SocketAddressV4 From(IPEndPoint address)
    {
        Span<byte> bytes = stackalloc byte[4];
        address.Address.TryWriteBytes(bytes, out _);
        return new SocketAddressV4
        {
            Family = LibC.InterNetwork,
            PortNetworkOrder = BinaryPrimitives.ReverseEndianness((ushort)address.Port),
            AddressNetworkOrder = MemoryMarshal.Read<uint>(bytes),
        };
    }

    public readonly IPEndPoint ToEndPoint() => new(AddressNetworkOrder, BinaryPrimitives.ReverseEndianness(PortNetworkOrder));
}
