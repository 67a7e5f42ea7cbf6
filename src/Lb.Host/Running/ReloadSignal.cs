using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace Lb.Host.Running;

/// <summary>SIGHUP asks for the files of TLS to be read again. It ends nothing, from the moment that this object is made.</summary>
internal sealed class ReloadSignal : IDisposable
{
    // One place: a signal that comes while files are read asks for one more reading, and so do ten.
    private readonly Channel<bool> _asked = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly PosixSignalRegistration _registration;

    public ReloadSignal() => _registration = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Ask);

    /// <summary>Answers signals, also one that came before this call, until something else ends.</summary>
    /// <param name="stop">Ends it.</param>
    /// <param name="reload">Called for each signal, never twice at a time.</param>
    public async Task AnswerUntilAsync(Task stop, Action reload)
    {
        while (await Task.WhenAny(stop, _asked.Reader.WaitToReadAsync().AsTask()) != stop)
        {
            _asked.Reader.TryRead(out _);
            reload();
        }
    }

    public void Dispose() => _registration.Dispose();

    private void Ask(PosixSignalContext context)
    {
        context.Cancel = true;
        _asked.Writer.TryWrite(true);
    }
}
