using Lb.Bench.Load.Clients;
using Lb.Bench.Load.Mqtt;

namespace Lb.Bench.Load.Soak;

/// <summary>Keeps a number of clients alive: each connects, sends a random number of PUBLISH packets of random sizes one after the other, closes,
/// sometimes while a packet is on its way, and is followed by another.</summary>
internal sealed class SoakLoad(ClientOpener opener, int clients, Random random) : IClientObserver
{
    private const int AbandonOneIn = 20;

    private const int LargeOneIn = 200;
    private const int LongLifeOneIn = 200;
    private const int LongLife = 500;

    private static readonly byte[][] Packets = [.. new[] { 16, 128, 128, 1_024, 16_384 }.Select(MqttPackets.Publish)];

    // More than socket buffers take at once.
    private static readonly byte[] LargePacket = MqttPackets.Publish(1_000_000);

    private static readonly int[] Lives = [0, 1, 2, 5, 10, 20];

    private readonly ClientConnection[] _clients = new ClientConnection[clients];
    private readonly int[] _packetsLeft = new int[clients];
    private readonly int[] _bytesMissing = new int[clients];
    private bool _running;

    /// <summary>Connections that got their CONNACK so far.</summary>
    public long Connections { get; private set; }

    /// <summary>Packets that came back so far.</summary>
    public long Messages { get; private set; }

    /// <summary>The first thing that went wrong, or null.</summary>
    public string? Failure { get; private set; }

    public void Start()
    {
        _running = true;
        for (int i = 0; i < clients; i++)
            Open(i);
    }

    /// <summary>All clients leave at once.</summary>
    public void Stop()
    {
        _running = false;
        foreach (var client in _clients)
            client.Close();
    }

    public void OnOpened(ClientConnection client)
    {
        Connections++;
        _packetsLeft[client.Number] = random.Next(LongLifeOneIn) == 0 ? LongLife : Lives[random.Next(Lives.Length)];
        GoOn(client);
    }

    public void OnEchoed(ClientConnection client, int count)
    {
        _bytesMissing[client.Number] -= count;
        if (_bytesMissing[client.Number] > 0)
            return;
        Messages++;
        _packetsLeft[client.Number]--;
        GoOn(client);
    }

    public void OnFailed(ClientConnection client, string reason)
    {
        Failure ??= reason;
        Replace(client);
    }

    private void GoOn(ClientConnection client)
    {
        if (_packetsLeft[client.Number] <= 0)
        {
            Replace(client);
            return;
        }

        byte[] packet = random.Next(LargeOneIn) == 0 ? LargePacket : Packets[random.Next(Packets.Length)];
        _bytesMissing[client.Number] = packet.Length;
        client.Send(packet);
        if (_packetsLeft[client.Number] == 1 && random.Next(AbandonOneIn) == 0)
            Replace(client);
    }

    private void Replace(ClientConnection client)
    {
        client.Close();
        if (_running)
            Open(client.Number);
    }

    private void Open(int number)
    {
        _clients[number] = opener.Open(this);
        _clients[number].Number = number;
    }
}
