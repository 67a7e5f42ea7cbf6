using System.Net.Sockets;

namespace Lb.Transport.Dialing;

/// <summary>Server leg of the portable transport.</summary>
internal sealed class SocketLeg(Socket socket) : IServerLeg
{
    public Socket Socket => socket;

    public async ValueTask<bool> TrySendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            while (!bytes.IsEmpty) bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None)..];
            return true;
        }
        catch (SocketException)
        {
            // The server closed right after the connect.
            return false;
        }
    }

    public void Dispose() => socket.Dispose();
}
