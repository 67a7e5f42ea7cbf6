using System.Net;
using System.Net.Sockets;
using Lb.Transport.Native;

namespace Lb.Transport.Reactors.Tls.KernelRecords;

/// <summary>TLS records in the kernel: the <c>tls</c> upper layer protocol of TCP (Linux 4.13 and later, with the module; TLS 1.3 since 5.1).</summary>
internal static unsafe class KernelTls
{
    // First byte of struct tcp_info: TCP_CLOSE.
    private const byte StateClosed = 7;

    private static readonly Lazy<bool> Offered = new(Probe);

    /// <summary>Whether this kernel has it; tried once, on a connection of this process with itself.</summary>
    public static bool IsOffered => Offered.Value;

    private static ReadOnlySpan<byte> Name => "tls"u8;

    /// <summary>Gives a connected socket the layer, which leaves its bytes alone until it has keys.</summary>
    /// <returns>False where the kernel refuses, such as for a socket whose far end has closed.</returns>
    public static bool TryAttach(int descriptor)
    {
        fixed (byte* name = Name) return LibC.SetOption(descriptor, LibC.LevelTcp, LibC.UpperLayerProtocol, name, Name.Length) == 0;
    }

    /// <summary>Whether TCP has given a connection up, so that nothing that waits will leave.</summary>
    public static bool IsOver(int descriptor)
    {
        byte state = 0;
        var length = sizeof(byte);
        return LibC.GetOption(descriptor, LibC.LevelTcp, LibC.TcpInfo, &state, &length) != 0 || state == StateClosed;
    }

    private static bool Probe()
    {
        try
        {
            using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            listener.Listen(1);
            using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            client.Connect(listener.LocalEndPoint!);
            using var accepted = listener.Accept();
            return TryAttach((int)accepted.Handle);
        }
        catch (SocketException)
        {
            // No loopback, or no descriptor: nothing that would have a use for it.
            return false;
        }
    }
}
