using Lb.Transport.Dialing;
using Lb.Transport.Reactors.Sockets;
using Lb.Transport.Reactors.Tls;
using Lb.Transport.Tls;

namespace Lb.Transport.Reactors.SetUp;

/// <summary>What waits: the stages themselves, a connect, a handshake.</summary>
internal sealed partial class ReactorConnection
{
    /// <summary>Runs the stages of its bind, and closes the client leg where they did not lead to a relay.</summary>
    public async Task RunAsync()
    {
        try
        {
            await _bind.Stages!(this);
        }
        finally
        {
            Close(reset: false);
        }
    }

    /// <summary>Shakes hands with the client.</summary>
    /// <returns>How it failed; null = what is read and sent from now on is encrypted on the wire.</returns>
    public async ValueTask<TlsHandshakeFailure?> HandshakeAsync(TlsBind tls, TimeSpan limit)
    {
        if (!BeginHandshake(tls, limit)) return TlsHandshakeFailure.Silent;
        int step;
        while ((step = StepHandshake()) == IoResult.WouldBlock)
        {
            await WaitForClient();
            if (IsGone) return TlsHandshakeFailure.Failed;
            if (_timedOut) return TlsHandshakeFailure.TimedOut;
        }

        return EndHandshake(tls, step);
    }

    private async Task<DialOutcome> AwaitConnectAsync(TimeSpan? timeout)
    {
        BeginConnectWait(timeout);
        await _serverReady;
        return EndConnectWait();
    }
}
