using Lb.Transport.Reactors.Timers;

namespace Lb.Bench.Simulation;

/// <summary>One run on simulated time: connections arrive, stay and talk, and leave.</summary>
internal sealed class Scenario
{
    private const int StepMilliseconds = TimerWheel.TickMilliseconds;
    private const int MessageBytes = 128;
    private const long FullCollectionEveryMilliseconds = 30_000;
    private const int MoveBatches = 200;
    private const int MovesInBatch = 1000;

    // Larger than any count of connections and prime: its multiples visit every place once in a scattered order.
    private const long Stride = 2_147_483_647;

    private readonly SimulationOptions _options;
    private readonly Random _random;
    private readonly SimulatedReactor _reactor;
    private readonly CostMeter _ticks = new();
    private readonly CostMeter _idleTicks = new();
    private readonly CostMeter _messages = new();
    private readonly CostMeter _churn = new();
    private readonly CostMeter _movesLater = new();
    private readonly CostMeter _movesEarlier = new();
    private readonly long _residentAtStart;
    private readonly PauseWatch _pauses;
    private long _passed;
    private long _closed;

    private Scenario(SimulationOptions options, SimulatedReactor reactor)
    {
        (_options, _reactor, _random) = (options, reactor, new Random(options.Seed));
        _residentAtStart = ResidentMemory.Read();
        _pauses = new PauseWatch();
    }

    /// <summary>Runs twice: small, so that compiling the code is no part of a tick, and in full.</summary>
    public static SimulationReport Run(SimulationOptions options)
    {
        RunOnce(options with { Connections = 1_000, Seconds = 2 * SimulationOptions.TimeoutSeconds });
        return RunOnce(options);
    }

    private static SimulationReport RunOnce(SimulationOptions options)
    {
        using var reactor = new SimulatedReactor(options.Connections);
        return new Scenario(options, reactor).Play();
    }

    private SimulationReport Play()
    {
        Fill();
        while (_reactor.Now < (SimulationOptions.FillSeconds + _options.Seconds) * 1000L)
            Step();
        int open = _reactor.Live;
        MoveTimers();
        long resident = ResidentMemory.Read() - _residentAtStart;
        _reactor.CloseAll();
        return Report(open, resident, ResidentMemory.Read() - _residentAtStart);
    }

    private void Fill()
    {
        for (int place = 0; place < _options.Connections;)
        {
            Tick();
            for (long due = _options.Connections * _reactor.Now / (SimulationOptions.FillSeconds * 1000); place < due && place < _options.Connections; place++)
                _reactor.Open(place);
            _pauses.Look();
        }
    }

    private void Step()
    {
        Tick();
        PassMessages();
        Churn();
        _pauses.Look();
        if (_reactor.Now % FullCollectionEveryMilliseconds < StepMilliseconds)
            _pauses.CollectAll();
    }

    private void Tick()
    {
        long before = _reactor.Expired;
        _ticks.Start();
        _idleTicks.Start();
        _reactor.Advance(_reactor.Now + StepMilliseconds);
        if (_reactor.Expired == before)
            _idleTicks.Stop(1);
        _ticks.Stop(_reactor.Expired - before);
    }

    private void PassMessages()
    {
        long before = _passed;
        _messages.Start();
        for (long due = Due(SimulationOptions.KeepAliveSeconds); _passed < due; _passed++)
        {
            int place = (int)(_passed * Stride % _options.Connections);
            if (!IsSilent(place))
                _reactor.Pass(place, MessageBytes);
        }

        _messages.Stop(_passed - before);
    }

    /// <summary>Clients that close or have timed out come back at once.</summary>
    private void Churn()
    {
        long before = _reactor.Opened;
        _churn.Start();
        while (_reactor.TakeTimedOut() is { } place)
            _reactor.Open(place);
        for (long due = Due(SimulationOptions.StaySeconds); _closed < due; _closed++)
        {
            int place = _random.Next(_options.Connections);
            _reactor.Close(place);
            _reactor.Open(place);
        }

        _churn.Stop(_reactor.Opened - before);
    }

    private void MoveTimers()
    {
        for (int batch = 0; batch < MoveBatches; batch++)
        {
            int[] places = [.. Enumerable.Range(0, MovesInBatch).Select(_ => _random.Next(_options.Connections))];
            Move(_movesLater, places, SimulationOptions.TimeoutSeconds * 2000L);
            Move(_movesEarlier, places, SimulationOptions.TimeoutSeconds * 500L);
        }
    }

    private void Move(CostMeter meter, int[] places, long delay)
    {
        meter.Start();
        foreach (int place in places)
            _reactor.MoveTimer(place, _reactor.Now + delay + place % 8192);
        meter.Stop(places.Length);
    }

    /// <summary>How often something that every connection does once in so many seconds has happened by now.</summary>
    private long Due(int everySeconds) => _options.Connections * (_reactor.Now - SimulationOptions.FillSeconds * 1000L) / (everySeconds * 1000L);

    private static bool IsSilent(int place) => place % SimulationOptions.SilentOneIn == 0;

    private SimulationReport Report(int open, long resident, long residentAfter) => new()
    {
        RecordBytes = SimulatedReactor.RecordBytes,
        OpenAtTheEnd = open,
        ResidentBytes = resident,
        ResidentAfterAllClosed = residentAfter,
        LongestPause = _pauses.Longest,
        LongestFullPause = _pauses.LongestFull,
        Collections = _pauses.Counts,
        Ticks = _ticks,
        IdleTicks = _idleTicks,
        Messages = _messages,
        Churn = _churn,
        MovesLater = _movesLater,
        MovesEarlier = _movesEarlier,
        Rearmed = _reactor.Rearmed,
        TimedOut = _reactor.TimedOut,
    };
}
