namespace Lb.Bench.Load.Echo;

/// <summary>Notes which broker each client id reached, to tell whether a balancer is sticky.</summary>
internal sealed class ClientPlacement
{
    private readonly Dictionary<string, int> _brokers = [];

    /// <summary>How often a client id came to another broker than the time before.</summary>
    public int Moves { get; private set; }

    public void Note(string clientId, int broker)
    {
        if (_brokers.TryGetValue(clientId, out int before) && before != broker)
            Moves++;
        _brokers[clientId] = broker;
    }
}
