using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lb.Transport.Native;

/// <summary>Linux <c>struct sockaddr_in</c> or <c>sockaddr_in6</c>, whichever the family says.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct KernelAddress
{
    /// <summary>Bytes of the longer of the two.</summary>
    public const int MaxLength = 28;

    private const int LengthV4 = 16;

    public ushort Family;
    private ushort _portNetworkOrder;
    private uint _addressV4OrFlow;
    private Bytes16 _addressV6;
    private uint _scope;

    /// <summary>Bytes that the kernel looks at.</summary>
    public readonly int Length => Family == LibC.InterNetwork ? LengthV4 : MaxLength;

    /// <summary>Of an address with port.</summary>
    public static KernelAddress From(IPEndPoint address)
    {
        var result = new KernelAddress { _portNetworkOrder = BinaryPrimitives.ReverseEndianness((ushort)address.Port) };
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            result.Family = LibC.InterNetwork;
            Span<byte> bytes = stackalloc byte[sizeof(uint)];
            address.Address.TryWriteBytes(bytes, out _);
            result._addressV4OrFlow = MemoryMarshal.Read<uint>(bytes);
            return result;
        }

        result.Family = LibC.InterNetworkV6;
        address.Address.TryWriteBytes(result._addressV6, out _);
        result._scope = (uint)address.Address.ScopeId;
        return result;
    }

    /// <summary>The same as .NET writes it.</summary>
    public readonly IPEndPoint ToEndPoint()
    {
        var port = BinaryPrimitives.ReverseEndianness(_portNetworkOrder);
        return Family == LibC.InterNetwork
            ? new IPEndPoint(_addressV4OrFlow, port)
            : new IPEndPoint(new IPAddress(_addressV6, _scope), port);
    }

    [InlineArray(16)]
    private struct Bytes16
    {
        private byte _first;
    }
}
