#if DEBUG
using Lb.Transport.Native;
using Lb.Transport.Reactors;
using Lb.Transport.Relaying;

namespace Lb.Transport.Tests.Reactors.Relaying;

internal sealed unsafe partial class FakeReactor
{
    /// <summary>Every way into the engine, with the record that a connection has now.</summary>
    public IReadOnlyList<Action> EntriesOf(SimulatedConnection connection)
    {
        var record = _slab.Get(connection.Handle);
        return
        [
            () => _engine.Start(record, [], default),
            () => _engine.OnEvent(record, EventKind.ClientLeg, LibC.EpollIn),
            () => _engine.OnTimer(record),
            () => _engine.Stop(record, RelayEnd.Stopped),
        ];
    }
}
#endif
