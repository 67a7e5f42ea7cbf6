namespace Lb.Admin.Logging;

/// <summary>Where the finished lines of one log target go. Used by one writer at a time.</summary>
public interface ILogTransport : IDisposable
{
    /// <summary>Sends one line, or keeps it until <see cref="FlushAsync"/>. Never throws.</summary>
    /// <param name="line">The line with its line feed; not used after the call.</param>
    /// <param name="cancellation">Gives a send up that does not come to an end; its lines are lost.</param>
    /// <returns>How many lines were lost.</returns>
    ValueTask<int> SendAsync(ReadOnlyMemory<byte> line, CancellationToken cancellation);

    /// <summary>Sends what was kept, because no further line waits. Never throws.</summary>
    /// <returns>How many lines were lost.</returns>
    ValueTask<int> FlushAsync(CancellationToken cancellation);
}
