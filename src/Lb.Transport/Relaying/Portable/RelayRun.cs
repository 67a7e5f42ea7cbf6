using Microsoft.AspNetCore.Connections;

namespace Lb.Transport.Relaying.Portable;

/// <summary>One running portable relay: two directions, one timer, one cause.</summary>
internal sealed class RelayRun : IRelayControl, IDisposable
{
    private const int NoCause = -1;
    private readonly RelayLegs _legs;
    private readonly IClientLeg _client;
    private readonly RelayProgress _progress;
    private readonly InactivityTimer _timer;
    private int _cause = NoCause;

    public RelayRun(RelayLegs legs, IClientLeg client, RelaySettings settings, TimeProvider time)
    {
        _legs = legs;
        _client = client;
        _progress = new RelayProgress(time);
        _timer = new InactivityTimer(settings, _progress, time, Break);
    }

    public long BytesFromClient => _progress.BytesFromClient;

    public long BytesFromServer => _progress.BytesFromServer;

    public void Stop() => Break(RelayEnd.Stopped);

    public void Dispose()
    {
        _timer.Dispose();
        _legs.Server.Dispose();
    }

    /// <summary>Runs until both directions are done or one broke.</summary>
    public async Task<RelayOutcome> RunAsync()
    {
        _timer.Start();
        var up = PumpUpAsync();
        await PumpDownAsync();
        await up;
        return new RelayOutcome((RelayEnd)_cause, BytesFromClient, BytesFromServer);
    }

    private async Task PumpUpAsync()
    {
        try
        {
            await _client.PumpToServerAsync(_legs.Server, _progress);
            SetCause(RelayEnd.ClientClosed);
        }
        catch (Exception e) when (LegFailure.IsExpected(e))
        {
            Break(LegFailure.CauseOf(e));
        }
    }

    private async Task PumpDownAsync()
    {
        try
        {
            await _client.PumpFromServerAsync(_legs.Server, _progress);
            SetCause(RelayEnd.ServerClosed);
            await _client.CloseAsync();
        }
        catch (Exception e) when (LegFailure.IsExpected(e))
        {
            Break(LegFailure.CauseOf(e));
        }
    }

    private void SetCause(RelayEnd end) => Interlocked.CompareExchange(ref _cause, (int)end, NoCause);

    private void Break(RelayEnd end)
    {
        SetCause(end);
        _legs.Server.Dispose();
        _legs.Client.Abort(new ConnectionAbortedException("The relay ended."));
    }
}
