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
        catch (Exception e) when (IsEnd(e))
        {
            return null;
        }
    }

    /// <summary>Reads what can be read without a wait.</summary>
    /// <param name="input">The client's bytes.</param>
    /// <param name="read">What is there; null when the client leg broke or was aborted.</param>
    /// <returns>False where there is nothing yet.</returns>
    public static bool TryReadAtOnce(PipeReader input, out ReadResult? read)
    {
        read = null;
        try
        {
            if (!input.TryRead(out var there)) return false;
            read = there;
            return true;
        }
        catch (Exception e) when (IsEnd(e))
        {
            return true;
        }
    }

    // Reset by the client, or aborted at a hard stop: an end, not a fault.
    private static bool IsEnd(Exception e) => e is IOException or OperationCanceledException or ObjectDisposedException;
}
