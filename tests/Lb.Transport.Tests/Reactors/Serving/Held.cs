using Lb.Transport.Reactors;

namespace Lb.Transport.Tests.Reactors.Serving;

/// <summary>What a reactor holds for its connections.</summary>
/// <param name="Records">Connections that live.</param>
/// <param name="BufferBytes">Bytes of private buffers.</param>
/// <param name="Timers">Timers that run.</param>
/// <param name="Tls">SSL* that live.</param>
internal readonly record struct Held(int Records, long BufferBytes, int Timers, int Tls)
{
    /// <summary>Counts; on the reactor's thread, or after its end.</summary>
    public static Held By(Reactor reactor) => new(reactor.Slab.Live, reactor.Pool.Used, reactor.Wheel.Count, LiveTls.CountOf(reactor) + reactor.OwnTls);
}
