using Lb.Transport.Reactors.Relaying;
using Lb.Transport.Relaying;

namespace Lb.Transport.Tests.Reactors.Relaying;

public sealed class GroupStopsTests : IDisposable
{
    private const int Stopped = 1;
    private const int Other = 2;
    private const int MostEnds = GroupStops<FakeSockets, FakeTlsCalls>.MostEnds;
    private const int MostLooks = GroupStops<FakeSockets, FakeTlsCalls>.MostLooks;
    private readonly FakeReactor _reactor = new();

    public void Dispose() => _reactor.Dispose();

    [Fact]
    public void EndsAFewRelaysATurn_AndLetsTheOthersTalkMeanwhile()
    {
        var talker = Start(Other);
        var stopped = Start(Stopped, 1_000);
        _reactor.RunUntilIdle();
        _reactor.StopInSlices(Stopped);

        for (var turn = 1; stopped.Any(connection => connection.IsLive); turn++)
        {
            talker.Client.Send(100);
            _reactor.Turn();
            talker.Server.Read();
            Assert.Equal(100 * turn, talker.Server.Got);
            Assert.Equal(Math.Max(0, stopped.Length - (MostEnds * turn)), stopped.Count(connection => connection.IsLive));
        }

        AssertStopped(stopped);
        _reactor.RunUntilIdle();
        Assert.True(talker.IsLive);
    }

    [Fact]
    public void LooksAtAFewRecordsATurn_WhenThereAreManyOfOtherGroups()
    {
        Start(Other, MostLooks);
        var stopped = Start(Stopped);
        _reactor.StopInSlices(Stopped);

        _reactor.Turn();
        Assert.True(stopped.IsLive);
        _reactor.Turn();

        AssertStopped(stopped);
    }

    [Fact]
    public void EndsARelayThatJoinsMeanwhile_WhenTheGroupIsStoppedOnceMore()
    {
        var stopped = Start(Stopped, 3 * MostEnds);
        _reactor.StopInSlices(Stopped);
        _reactor.Turn();
        var joined = Start(Stopped);
        Assert.InRange(joined.Handle.Slot, 0, MostEnds - 1);

        _reactor.StopInSlices(Stopped);
        _reactor.RunUntilIdle();

        AssertStopped([.. stopped, joined]);
    }

    [Fact]
    public void LeavesARelayOfAnotherGroup_WhoseRecordWasOneOfTheGroup()
    {
        var stopped = Start(Stopped, 3 * MostEnds);
        var left = stopped[2 * MostEnds];
        left.Client.Reset();
        _reactor.RunUntilIdle();
        _reactor.StopInSlices(Stopped);
        _reactor.Turn();

        var others = Start(Other, MostEnds + 1);
        Assert.Contains(others, other => other.Handle.Slot == left.Handle.Slot);
        _reactor.RunUntilIdle();

        AssertStopped([.. stopped.Where(connection => connection != left)]);
        Assert.All(others, other => Assert.True(other.IsLive));
    }

    [Fact]
    public void StopsSeveralGroups_WhenTheyAreAskedForTogether()
    {
        var relays = Start(Stopped, 2 * MostEnds).Concat(Start(Other, 2 * MostEnds)).ToArray();
        _reactor.StopInSlices(Other);
        _reactor.StopInSlices(Stopped);

        _reactor.RunUntilIdle();

        AssertStopped(relays);
        _reactor.AssertEmpty();
    }

    private static void AssertStopped(params SimulatedConnection[] connections) =>
        Assert.All(connections, connection => Assert.Equal(RelayEnd.GroupStopped, connection.Outcome?.End));

    private SimulatedConnection Start(int group) => _reactor.Start(new ConnectionPlan { Group = group });

    private SimulatedConnection[] Start(int group, int count) => [.. Enumerable.Range(0, count).Select(_ => Start(group))];
}
