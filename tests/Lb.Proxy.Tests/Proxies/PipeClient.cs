using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Lb.Proxy.Tests.Proxies;

/// <summary>A client whose leg is a pair of pipes. Everything runs on the thread that writes, closes or moves the clock.</summary>
internal sealed class PipeClient : IDisposable
{
    private static readonly PipeOptions Inline =
        new(readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, pauseWriterThreshold: 0, useSynchronizationContext: false);

    private readonly Pipe _toProxy = new(Inline);
    private readonly Pipe _fromProxy = new(Inline);
    private readonly CancellationTokenSource _closed = new();

    public PipeClient(string address)
    {
        Context = new WatchedContext("client-1", new Leg(_toProxy.Reader, _fromProxy.Writer), new Leg(_fromProxy.Reader, _toProxy.Writer))
        {
            RemoteEndPoint = IPEndPoint.Parse(address),
            LocalEndPoint = IPEndPoint.Parse("198.51.100.1:1883"),
            ConnectionClosed = _closed.Token,
        };
    }

    public WatchedContext Context { get; }

    /// <summary>The life of the connection in the pipeline.</summary>
    public Task Life { get; set; } = Task.CompletedTask;

    public void Send(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_toProxy.Writer.GetSpan(bytes.Length));
        _toProxy.Writer.Advance(bytes.Length);
        _toProxy.Writer.FlushAsync().AsTask().GetAwaiter().GetResult();
    }

    /// <summary>Whether it closed or reset its leg.</summary>
    public bool IsDone { get; private set; }

    /// <summary>FIN.</summary>
    public void Close()
    {
        IsDone = true;
        _toProxy.Writer.Complete();
        _closed.Cancel();
    }

    /// <summary>RST.</summary>
    public void Reset()
    {
        IsDone = true;
        _toProxy.Writer.Complete(new ConnectionResetException("reset"));
        _closed.Cancel();
    }

    public void Dispose() => _closed.Dispose();

    private sealed record Leg(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
