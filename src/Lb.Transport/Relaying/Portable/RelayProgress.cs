namespace Lb.Transport.Relaying.Portable;

/// <summary>What one relay moved, when each leg last did something, and what each direction waits for. Each direction writes its own
/// fields; the timer reads them all.</summary>
/// <remarks>A leg that begins to be waited for starts with a fresh clock: the time in which the other leg held everything up is not its
/// own.</remarks>
internal sealed class RelayProgress(TimeProvider time)
{
    private long _fromClient;
    private long _fromServer;
    private long _clientAt = time.GetTimestamp();
    private long _serverAt = time.GetTimestamp();
    private volatile Wait _up = Wait.Client;
    private volatile Wait _down = Wait.Server;

    private enum Wait
    {
        Client,
        Server,
        Done,
    }

    public long BytesFromClient => Volatile.Read(ref _fromClient);

    public long BytesFromServer => Volatile.Read(ref _fromServer);

    /// <summary>True while a direction waits for the client: to send, or to take.</summary>
    public bool WaitsForClient => ReadsClient || GivesToClient;

    /// <summary>True while a direction waits for the server: to send, or to take.</summary>
    public bool WaitsForServer => ReadsServer || _up == Wait.Server;

    /// <summary>True while the direction to the server waits for the client to send.</summary>
    public bool ReadsClient => _up == Wait.Client;

    /// <summary>True while the direction to the client waits for the server to send.</summary>
    public bool ReadsServer => _down == Wait.Server;

    /// <summary>True while the direction to the client waits for the client to take.</summary>
    public bool GivesToClient => _down == Wait.Client;

    /// <summary>Time since the client leg last moved a byte, or began to be waited for.</summary>
    public TimeSpan ClientQuiet => time.GetElapsedTime(Volatile.Read(ref _clientAt));

    /// <summary>Time since the server leg last moved a byte, or began to be waited for.</summary>
    public TimeSpan ServerQuiet => time.GetElapsedTime(Volatile.Read(ref _serverAt));

    public void AwaitClientBytes()
    {
        if (!WaitsForClient) TouchClient();
        _up = Wait.Client;
    }

    public void AwaitServerBytes()
    {
        if (!WaitsForServer) TouchServer();
        _down = Wait.Server;
    }

    public void TookFromClient(int count)
    {
        if (!WaitsForServer) TouchServer();
        _up = Wait.Server;
        Volatile.Write(ref _fromClient, _fromClient + count);
        TouchClient();
    }

    /// <summary>Counts, and turns to the client; see <see cref="TurnToClient"/>.</summary>
    public void TookFromServer(int count)
    {
        TurnToClient();
        Volatile.Write(ref _fromServer, _fromServer + count);
        TouchServer();
    }

    /// <summary>The direction to the client now waits for the client. A full fence: <see cref="RelayRun"/> must see that it was broken
    /// from outside, or the one who breaks it must see this.</summary>
    public void TurnToClient()
    {
        if (!WaitsForClient) TouchClient();
        Interlocked.Exchange(ref _down, Wait.Client);
    }

    public void GaveToServer() => TouchServer();

    public void GaveToClient() => TouchClient();

    public void ClientDone() => _up = Wait.Done;

    /// <summary>The direction to the client is over. A full fence, as <see cref="TurnToClient"/>.</summary>
    public void ServerDone() => Interlocked.Exchange(ref _down, Wait.Done);

    private void TouchClient() => Volatile.Write(ref _clientAt, time.GetTimestamp());

    private void TouchServer() => Volatile.Write(ref _serverAt, time.GetTimestamp());
}
