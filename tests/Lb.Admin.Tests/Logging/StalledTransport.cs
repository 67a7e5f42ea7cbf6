using System.Text;
using Lb.Admin.Logging;

namespace Lb.Admin.Tests.Logging;

/// <summary>Takes lines only while the test lets it.</summary>
internal sealed class StalledTransport : ILogTransport
{
    private readonly SemaphoreSlim _allowed = new(0);
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public List<string> Lines { get; } = [];

    /// <summary>Completes when the writer holds a line that it cannot send.</summary>
    public Task Reached => _reached.Task;

    public void Allow(int lines) => _allowed.Release(lines);

    public async ValueTask<int> SendAsync(ReadOnlyMemory<byte> line, CancellationToken cancellation)
    {
        var text = Encoding.UTF8.GetString(line.Span);
        _reached.TrySetResult();
        try
        {
            await _allowed.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            return 1;
        }

        Lines.Add(text);
        return 0;
    }

    public ValueTask<int> FlushAsync(CancellationToken cancellation) => ValueTask.FromResult(0);

    public void Dispose() => _allowed.Dispose();
}
