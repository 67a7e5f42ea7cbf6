using System.Threading.Channels;
using Lb.EndToEnd.Tests.Processes;

namespace Lb.EndToEnd.Tests.Endings;

/// <summary>One side of a test tells the other that something happened; each is told once.</summary>
internal sealed class Signals
{
    private readonly Channel<bool> _signals = Channel.CreateUnbounded<bool>();

    public void Add() => _signals.Writer.TryWrite(true);

    public Task NextAsync() => _signals.Reader.ReadAsync(Patience.Token()).AsTask();
}
