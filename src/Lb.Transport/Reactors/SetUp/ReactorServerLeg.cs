using Lb.Transport.Dialing;

namespace Lb.Transport.Reactors.SetUp;

/// <summary>The server leg of a connection on a reactor, before the relay.</summary>
internal sealed class ReactorServerLeg(ReactorConnection connection) : IServerLeg
{
    public ValueTask<bool> TrySendAsync(ReadOnlyMemory<byte> bytes) => ValueTask.FromResult(connection.SendToServer(bytes.Span));

    public void Dispose() => connection.CloseServer();
}
