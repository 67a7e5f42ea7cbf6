using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Lb.Protocol.ProxyProtocol;

/// <summary>Writes PROXY protocol headers.</summary>
/// <remarks>The addresses decide about the family: two IPv4 addresses (IPv4-mapped ones count as such) make an IPv4 header; one of each
/// makes an IPv6 header with the other mapped.</remarks>
public static class ProxyHeaderWriter
{
    /// <summary>Writes version 1, one line of text: <c>UNKNOWN</c> for a local header or without addresses.</summary>
    /// <remarks>PROXY protocol section 2.1.</remarks>
    public static void WriteV1(IBufferWriter<byte> output, ProxyHeader header)
    {
        string line = Addresses(header) is var (source, destination)
            ? $"PROXY {(IsIPv4(source) ? "TCP4" : "TCP6")} {source.Address} {destination.Address} {source.Port} {destination.Port}\r\n"
            : "PROXY UNKNOWN\r\n";
        Encoding.ASCII.GetBytes(line, output);
    }

    /// <summary>Writes version 2: an unspecified family without addresses; a local header has neither addresses nor entries.</summary>
    /// <param name="output">Takes the bytes.</param>
    /// <param name="header">What to tell.</param>
    /// <param name="options">Which of the optional entries to write; those whose value is null are left out, except that
    /// <see cref="ProxyV2Options.Tls"/> without TLS tells that there was none.</param>
    /// <exception cref="ArgumentException">The header is longer than 65 535 bytes, or the unique id than 128.</exception>
    /// <remarks>PROXY protocol section 2.2.</remarks>
    public static void WriteV2(IBufferWriter<byte> output, ProxyHeader header, ProxyV2Options options)
    {
        if (header.UniqueId is { Length: > ProxyHeader.MaxUniqueIdLength })
            throw new ArgumentException("The unique id is longer than 128 bytes.", nameof(header));
        byte[] rented = ArrayPool<byte>.Shared.Rent(ProxyBinaryWriter.LongestFor(header));
        try
        {
            var writer = new ProxyBinaryWriter(rented);
            output.Write(writer.Write(header, Addresses(header), options));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    internal static bool IsIPv4(IPEndPoint address) => address.AddressFamily == AddressFamily.InterNetwork;

    /// <summary>Both addresses in the same family; null when the header has none to tell.</summary>
    private static (IPEndPoint Source, IPEndPoint Destination)? Addresses(ProxyHeader header)
    {
        if (header is not { Command: ProxyCommand.Proxy, Source: { } source, Destination: { } destination }) return null;
        source = Unmapped(source);
        destination = Unmapped(destination);
        if (IsIPv4(source) && IsIPv4(destination)) return (source, destination);
        return (Mapped(source), Mapped(destination));
    }

    private static IPEndPoint Unmapped(IPEndPoint address) =>
        address.Address.IsIPv4MappedToIPv6 ? new(address.Address.MapToIPv4(), address.Port) : address;

    /// <summary>As IPv6 and without scope, which means nothing on another machine.</summary>
    private static IPEndPoint Mapped(IPEndPoint address) => IsIPv4(address)
        ? new(address.Address.MapToIPv6(), address.Port)
        : new(new IPAddress(address.Address.GetAddressBytes()), address.Port);
}
