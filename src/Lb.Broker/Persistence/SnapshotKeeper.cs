using Lb.Broker.Delivery;
using Lb.Broker.Time;

namespace Lb.Broker.Persistence;

/// <summary>Keeps a broker's state in a file: restores it at the start, writes it at an interval and at the end.</summary>
internal sealed class SnapshotKeeper(BrokerState state, LockedSchedule schedule, string path)
{
    private readonly Lock _writing = new();
    private long _taken;
    private long _written;

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
        var (number, snapshot) = Take();
        // The disk is not waited for under the lock.
        ThreadPool.UnsafeQueueUserWorkItem(
            static work => work.Keeper.Write(work.Number, work.Snapshot), (Keeper: this, Number: number, Snapshot: snapshot), preferLocal: false);
        Schedule();
    });

    /// <summary>Writes the state as it is.</summary>
    public void WriteNow()
    {
        long number;
        Snapshot snapshot;
        lock (state.Gate) (number, snapshot) = Take();
        Write(number, snapshot);
    }

    /// <summary>Copies the state as it is; under the broker's lock.</summary>
    /// <returns>The copy, and its number, which rises with each.</returns>
    public (long Number, Snapshot Snapshot) Take() => (++_taken, Snapshot.Of(state));

    /// <summary>Writes a copy. No effect when a later one is in the file: that of an interval may wait for a thread until the stop is over.</summary>
    /// <param name="number">The number of the copy.</param>
    /// <param name="snapshot">The copy.</param>
    public void Write(long number, Snapshot snapshot)
    {
        try
        {
            lock (_writing)
            {
                if (number < _written) return;
                SnapshotFile.Write(path, snapshot);
                _written = number;
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            BrokerLog.SnapshotFailed(state.Options.Logger, state.Options.Name, path, failure.Message);
        }
    }
}
