using System.Buffers;

namespace Lb.Transport;

/// <summary>Sizes of what a connection may hold, in bytes.</summary>
public static class RelayBuffers
{
    /// <summary>One read unless configured: a full TLS record, so that a 16 KB message stays one record.</summary>
    public const int DefaultSize = 16 * 1024;

    /// <summary>Cap of each of Kestrel's two pipes of a client leg; its sender stops beyond it.</summary>
    public const int PipeLimit = 64 * 1024;

    internal static byte[] Rent(int size) => ArrayPool<byte>.Shared.Rent(size);

    internal static void Return(byte[] buffer) => ArrayPool<byte>.Shared.Return(buffer);
}
