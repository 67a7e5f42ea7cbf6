namespace Lb.Bench.Load.Loop;

/// <summary>Owner of one descriptor in an <see cref="EventLoop"/>.</summary>
internal interface IEventHandler
{
    /// <summary>Called on the loop's thread when the descriptor is readable, writable or broken.</summary>
    /// <param name="events">The kernel's <c>EPOLL*</c> bits.</param>
    void OnReady(uint events);
}
