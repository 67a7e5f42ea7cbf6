namespace Lb.Transport.Relaying.Portable;

/// <summary>What one relay moved, when each leg last did something, and what each direction waits for. Each direction writes its own
/// fields; the timer reads them all.</summary>
internal sealed class RelayProgress(TimeProvider time)
{
    private long _fromClient;
    private long _fromServer;
    private long _clientAt = time.GetTimestamp();
    private long _serverAt = time.GetTimestamp();
    private volatile Wait _up = Wait.Client;
    private volatile Wait _down = Wait.Server;

    private enum Wait : byte
    {
        Client,
        Server,
        Done,
    }

    public long BytesFromClient => Volatile.Read(ref _fromClient);

    public long BytesFromServer => Volatile.Read(ref _fromServer);

    /// <summary>True while a direction waits for the client: to send, or to take.</summary>
    public bool WaitsForClient => _up == Wait.Client || _down == Wait.Client;

    /// <summary>True while a direction waits for the server: to send, or to take.</summary>
    public bool WaitsForServer => _up == Wait.Server || _down == Wait.Server;

    /// <summary>Time since the client leg last moved a byte.</summary>
    public TimeSpan ClientQuiet => time.GetElapsedTime(Volatile.Read(ref _clientAt));

    /// <summary>Time since the server leg last moved a byte.</summary>
    public TimeSpan ServerQuiet => time.GetElapsedTime(Volatile.Read(ref _serverAt));

    public void AwaitClientBytes() => _up = Wait.Client;

    public void AwaitServerBytes() => _down = Wait.Server;

    public void TookFromClient(int count)
    {
        _up = Wait.Server;
        Volatile.Write(ref _fromClient, _fromClient + count);
        Volatile.Write(ref _clientAt, time.GetTimestamp());
    }

    public void TookFromServer(int count)
    {
        _down = Wait.Client;
        Volatile.Write(ref _fromServer, _fromServer + count);
        Volatile.Write(ref _serverAt, time.GetTimestamp());
    }

    public void GaveToServer() => Volatile.Write(ref _serverAt, time.GetTimestamp());

    public void GaveToClient() => Volatile.Write(ref _clientAt, time.GetTimestamp());

    public void ClientDone() => _up = Wait.Done;

    public void ServerDone() => _down = Wait.Done;
}
