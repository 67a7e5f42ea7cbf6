namespace Lb.Transport.Dialing;

/// <summary>A connected server leg before the relay. Disposing closes it.</summary>
public interface IServerLeg : IDisposable
{
    /// <summary>Sends all of the bytes.</summary>
    /// <returns>False when the server broke the connection.</returns>
    ValueTask<bool> TrySendAsync(ReadOnlyMemory<byte> bytes);
}
