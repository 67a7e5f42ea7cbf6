namespace Lb.Bench.Load.Clients;

/// <summary>The load that drives a <see cref="ClientConnection"/>.</summary>
internal interface IClientObserver
{
    /// <summary>CONNACK arrived.</summary>
    void OnOpened(ClientConnection client);

    /// <summary>Echoed bytes arrived.</summary>
    void OnEchoed(ClientConnection client, int count);

    /// <summary>The connection ended before the load closed it; it is closed already.</summary>
    void OnFailed(ClientConnection client, string reason);
}
