using System.IO.Pipelines;

namespace Lb.Proxy.FirstPacket;

/// <summary>Reads from a client that may vanish.</summary>
internal static class PipeReading
{
    /// <summary>Reads; null when the client leg broke or was aborted.</summary>
    public static async ValueTask<ReadResult?> TryReadAsync(PipeReader input)
    {
        try
        {
            return await input.ReadAsync();
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Reset by the client, or aborted at a hard stop: an end, not a fault.
            return null;
        }
    }
}
