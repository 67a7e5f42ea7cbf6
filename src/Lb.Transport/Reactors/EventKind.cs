namespace Lb.Transport.Reactors;

/// <summary>What an event of epoll is about; travels in two bits of its data.</summary>
internal enum EventKind
{
    /// <summary>The client leg of a connection.</summary>
    ClientLeg,

    /// <summary>The server leg of a connection.</summary>
    ServerLeg,

    /// <summary>A listening socket.</summary>
    Listener,

    /// <summary>Work from other threads, or a timer of a stage.</summary>
    Work,
}
