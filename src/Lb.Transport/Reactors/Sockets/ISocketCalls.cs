namespace Lb.Transport.Reactors.Sockets;

/// <summary>What the reactor asks of the kernel for a connected socket. A structure implements it, so that the real calls cost no dispatch; tests bring
/// a kernel of their own.</summary>
internal unsafe interface ISocketCalls
{
    /// <summary>Bytes read, or an <see cref="IoResult"/>.</summary>
    int Receive(int descriptor, byte* buffer, int size);

    /// <summary>Bytes sent, at least 1, or <see cref="IoResult.WouldBlock"/> or <see cref="IoResult.Broken"/>.</summary>
    int Send(int descriptor, byte* bytes, int length);

    /// <summary>Lets small segments leave without a wait for what was sent before.</summary>
    void SendAtOnce(int descriptor);

    /// <summary>Sends FIN behind what was sent.</summary>
    void CloseSending(int descriptor);

    /// <summary>Whether the far end has yet to take some of what was sent, which RST would lose.</summary>
    bool HoldsOutput(int descriptor);

    /// <summary>Closes; with <paramref name="reset"/> the far end gets RST, and what the kernel still holds for it is lost.</summary>
    void Close(int descriptor, bool reset);

    /// <summary>Closes a socket that was opened for a server leg, after its far end answered FIN with its own; it may serve another one.</summary>
    void Retire(int descriptor, uint watched, bool isV6);

    /// <summary>Changes what the reactor is woken for, from <paramref name="before"/> to <paramref name="after"/> (epoll bits; 0 = not watched).</summary>
    void Watch(int descriptor, uint before, uint after, ulong data);
}
