using System.Net.Sockets;
using Lb.EndToEnd.Tests.Processes;

namespace Lb.EndToEnd.Tests.Endings;

/// <summary>How a connection ends, as one of its sides sees it.</summary>
internal static class EndOf
{
    /// <summary>Reads to the end.</summary>
    /// <param name="stream">What the side speaks, TLS perhaps.</param>
    /// <param name="socket">The socket beneath.</param>
    /// <returns><c>FIN</c>, <c>RST</c>, <c>cut</c> when FIN came in the middle of a TLS record, or <c>gone</c> when this side closed its socket
    /// itself.</returns>
    public static async Task<string> SeenAsync(Stream stream, Socket socket)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await stream.ReadAsync(buffer, Patience.Token()) > 0)
            {
                // What comes before the end is of no interest here.
            }

            // The good-bye of TLS may have come before.
            while (await socket.ReceiveAsync(buffer, Patience.Token()) > 0)
            {
                // See above.
            }

            return "FIN";
        }
        catch (Exception broken) when (broken is IOException or SocketException or ObjectDisposedException)
        {
            return ReasonOf(broken);
        }
    }

    /// <summary>Closes with RST.</summary>
    public static void Reset(Socket socket)
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Dispose();
    }

    private static string ReasonOf(Exception broken) => (broken as SocketException ?? broken.InnerException as SocketException)?.SocketErrorCode switch
    {
        SocketError.ConnectionReset => "RST",
        SocketError.OperationAborted => "gone",
        null => broken is IOException and { InnerException: null } ? "cut" : "gone",
        var other => other.ToString()!,
    };
}
