using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Lb.Proxy.Connections;

/// <summary>An IP address with port as a value; the default is no address.</summary>
internal readonly struct PackedAddress
{
    private readonly Octets _octets;
    private readonly uint _scope;
    private readonly ushort _port;
    private readonly byte _length;

    private PackedAddress(IPEndPoint address)
    {
        address.Address.TryWriteBytes(_octets, out var length);
        _length = (byte)length;
        _port = (ushort)address.Port;
        if (address.AddressFamily == AddressFamily.InterNetworkV6) _scope = (uint)address.Address.ScopeId;
    }

    /// <summary>Packs an address; null becomes the default.</summary>
    public static PackedAddress Of(IPEndPoint? address) => address is null ? default : new PackedAddress(address);

    /// <summary>The address that was packed.</summary>
    public IPEndPoint? Unpack() => _length switch
    {
        0 => null,
        4 => new IPEndPoint(new IPAddress(_octets[..4]), _port),
        _ => new IPEndPoint(new IPAddress(_octets, _scope), _port),
    };

    [InlineArray(16)]
    private struct Octets
    {
        private byte _first;
    }
}
