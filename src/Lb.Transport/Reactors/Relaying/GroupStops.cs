using Lb.Transport.Reactors.Records;
using Lb.Transport.Reactors.Sockets;
using Lb.Transport.Reactors.Tls;
using Lb.Transport.Relaying;

namespace Lb.Transport.Reactors.Relaying;

/// <summary>Ends the relays of groups, a slice a turn: the messages of other groups do not wait until thousands are ended. Which slot comes next is
/// all that is remembered between two slices, so it does not matter what becomes of the records meanwhile.</summary>
/// <remarks>A relay that joins a group while it is being stopped may be ended too. Whoever must be sure of that stops the group once more.</remarks>
internal sealed unsafe class GroupStops<TSockets, TTls>(RecordSlab<ConnectionRecord> slab, RelayEngine<TSockets, TTls> engine)
    where TSockets : struct, ISocketCalls
    where TTls : struct, ITlsCalls
{
    /// <summary>Relays that one slice ends at most.</summary>
    public const int MostEnds = 64;

    /// <summary>Records that one slice looks at at most.</summary>
    public const int MostLooks = 4096;

    private readonly LinkedList<Walk> _walks = new();

    /// <summary>Whether a slice is left to do.</summary>
    public bool HasWork => _walks.Count > 0;

    /// <summary>Ends all relays that are in a group now, in the slices to come. A group that is being stopped is not walked twice at a time: requests that
    /// come meanwhile share one walk after it.</summary>
    public void Begin(int group)
    {
        for (var node = _walks.First; node is not null; node = node.Next)
        {
            if (node.Value.Group != group) continue;
            node.Value.Again = true;
            return;
        }

        _walks.AddLast(new Walk(group));
    }

    /// <summary>Does one slice.</summary>
    public void RunSlice()
    {
        if (_walks.First is not { Value: var walk }) return;
        for (int looks = 0, ends = 0; looks < MostLooks && ends < MostEnds; looks++)
        {
            var slot = slab.NextLive(walk.Slot);
            if (slot < 0)
            {
                EndWalk(walk);
                return;
            }

            // First, so that a slice which throws is not begun at the same record again.
            walk.Slot = slot + 1;
            var record = slab.At(slot);
            if (record->State != ConnectionState.Relay || record->Group != walk.Group) continue;
            engine.Stop(record, RelayEnd.GroupStopped);
            ends++;
        }
    }

    private void EndWalk(Walk walk)
    {
        if (walk.Again) (walk.Slot, walk.Again) = (0, false);
        else _walks.RemoveFirst();
    }

    private sealed class Walk(int group)
    {
        public int Group => group;

        public int Slot { get; set; }

        public bool Again { get; set; }
    }
}
