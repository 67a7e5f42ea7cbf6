using Lb.Broker.Delivery;
using Lb.Broker.Time;

namespace Lb.Broker.Persistence;

/// <summary>Keeps a broker's state in a file: restores it at the start, writes it at an interval and at the end.</summary>
internal sealed class SnapshotKeeper(BrokerState state, LockedSchedule schedule, string path)
{
    private readonly Lock _writing = new();

    /// <summary>Restores what the file holds, if there is one; under the broker's lock, before there are connections.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or no snapshot.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">As above.</exception>
    public void Restore(Turn turn)
    {
        if (SnapshotFile.Read(path) is not { } snapshot) return;
        var clock = new SnapshotClock(state.Options.Clock);
        foreach (var message in snapshot.Retained) state.Retained.TrySet(message.ToMessage(clock));
        foreach (var session in snapshot.Sessions) state.Sessions.Restore(session, state.Options.Access.RightsOf(session.User, session.ClientId));
        foreach (var session in snapshot.Sessions) state.Sessions.RestoreMessages(session, clock);
        foreach (var session in snapshot.Sessions) state.Sessions.ResumeAbsence(session, clock, turn);
    }

    /// <summary>Writes at the interval from now on; under the broker's lock.</summary>
    public void Schedule() => schedule.After(state.Options.SnapshotInterval, _ =>
    {
        var snapshot = Snapshot.Of(state);
        // The disk is not waited for under the lock.
        ThreadPool.UnsafeQueueUserWorkItem(static work => work.Keeper.Write(work.Snapshot), (Keeper: this, Snapshot: snapshot), preferLocal: false);
        Schedule();
    });

    /// <summary>Writes the state as it is.</summary>
    public void WriteNow()
    {
        Snapshot snapshot;
        lock (state.Gate) snapshot = Snapshot.Of(state);
        Write(snapshot);
    }

    private void Write(Snapshot snapshot)
    {
        try
        {
            lock (_writing) SnapshotFile.Write(path, snapshot);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            BrokerLog.SnapshotFailed(state.Options.Logger, state.Options.Name, path, failure.Message);
        }
    }
}
