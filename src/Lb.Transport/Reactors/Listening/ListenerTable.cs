namespace Lb.Transport.Reactors.Listening;

/// <summary>The listening sockets of a reactor, by the number that their events carry.</summary>
internal sealed class ListenerTable
{
    private readonly List<AcceptSocket?> _sockets = [];

    /// <summary>The socket of a number; null = closed meanwhile.</summary>
    public AcceptSocket? this[int number] => _sockets[number];

    public int Add(AcceptSocket socket)
    {
        _sockets.Add(socket);
        return _sockets.Count - 1;
    }

    public void Remove(AcceptSocket socket) => _sockets[_sockets.IndexOf(socket)] = null;

    public void CloseAll()
    {
        foreach (var socket in _sockets) socket?.Close();
        _sockets.Clear();
    }
}
