using Lb.Transport.Native;

namespace Lb.Transport.Tests.Reactors.Relaying;

/// <summary>One random life of a reactor: several connections at once, each beset in every way that the fakes know, then all of them brought to an
/// end and compared with what was sent.</summary>
internal sealed class RelayFuzz : IDisposable
{
    private const int MostConnections = 6;
    private const int Groups = 3;
    private const int MostRounds = 1_000_000;
    private readonly Random _random;
    private readonly FakeReactor _reactor;

    public RelayFuzz(Random random)
    {
        _random = random;
        var limit = random.Next(3) == 0 ? random.Next(80, 700) * 1024 : 64 << 20;
        _reactor = new FakeReactor(limit, random.Next(3) == 0 ? null : random);
    }

    public static void Run(Random random)
    {
        using var fuzz = new RelayFuzz(random);
        for (var steps = random.Next(10, 120); steps > 0; steps--) fuzz.Step();
        fuzz.Finish();
    }

    public void Dispose() => _reactor.Dispose();

    private void Step()
    {
        if (_reactor.Connections.Count == 0 || (_reactor.Connections.Count < MostConnections && _random.Next(12) == 0)) _reactor.Start(Plan());
        else Act(_reactor.Connections[_random.Next(_reactor.Connections.Count)]);
        if (_random.Next(3) == 0) _reactor.Turn();
        else _reactor.RunUntilIdle();
    }

    private void Act(SimulatedConnection connection)
    {
        var farEnd = _random.Next(2) == 0 ? connection.Client : connection.Server;
        switch (_random.Next(40))
        {
            case < 12:
                farEnd.Compose(Size());
                farEnd.Push(_random.Next(3) == 0 ? Size() : int.MaxValue);
                break;
            case < 24:
                farEnd.Read(_random.Next(2) == 0 ? Size() : int.MaxValue);
                break;
            case < 28:
                farEnd.Push(Size());
                break;
            case < 31:
                connection.Client.ComposeControl(FakeRecord.Question, _random.Next(64));
                connection.Client.Push(_random.Next(2) == 0 ? Size() : int.MaxValue);
                break;
            case < 34:
                _reactor.Advance(_random.Next(1 << _random.Next(1, 13)));
                break;
            default:
                End(connection, farEnd);
                break;
        }
    }

    private void End(SimulatedConnection connection, FarEnd farEnd)
    {
        switch (_random.Next(12))
        {
            case < 4:
                farEnd.Fin();
                break;
            case 4:
                farEnd.FinNow();
                break;
            case 5:
                farEnd.Reset();
                break;
            case 6:
                farEnd.Leave();
                break;
            case 7:
                connection.Client.ComposeControl(FakeRecord.Corrupt);
                break;
            case < 10:
                connection.Client.ComposeControl(FakeRecord.CloseNotice);
                break;
            case 10:
                _reactor.Stop(_random.Next(Groups));
                break;
            default:
                farEnd.Read();
                break;
        }

        farEnd.Push();
    }

    private ConnectionPlan Plan()
    {
        var isTls = _random.Next(2) == 0;
        var ticket = isTls && _random.Next(2) == 0 ? _random.Next(1, 6_000) : 0;
        return new ConnectionPlan(isTls)
        {
            ClientRoom = Room(),
            ServerRoom = Room(),
            FirstBytes = _random.Next(4) == 0 ? _random.Next(1 << _random.Next(1, 19)) : 0,
            Header = _random.Next(3) == 0 ? _random.Next(1, 300) : 0,
            WatchedClient = _random.Next(4) switch { 0 => LibC.EpollIn, 1 => LibC.EpollFarEndClosed, _ => 0 },
            WatchedServer = _random.Next(2) == 0 ? LibC.EpollOut : 0,
            Ticket = ticket,
            NoticeIsSent = isTls && ticket == 0 && _random.Next(2) == 0,
            ClientTimeout = Timeout(),
            ServerTimeout = Timeout(),
            Group = _random.Next(Groups),
        };
    }

    // Everybody sends the rest, ends, and reads what comes: then every relay ends by itself.
    private void Finish()
    {
        for (var rounds = 0; _reactor.Connections.Exists(connection => connection.IsLive); rounds++)
        {
            Assert.True(rounds < MostRounds, "a relay does not end although both sides did");
            foreach (var connection in _reactor.Connections)
            {
                Finish(connection.Client);
                Finish(connection.Server);
            }

            _reactor.RunUntilIdle();
            _reactor.Advance(FakeReactor.FinWait);
        }

        _reactor.AssertEmpty();
        foreach (var connection in _reactor.Connections) Delivery.Check(connection);
    }

    private static void Finish(FarEnd farEnd)
    {
        farEnd.Push();
        farEnd.Read();
        farEnd.Fin();
    }

    private int Size() => _random.Next(1 << _random.Next(1, 18));

    private int Room() => _random.Next(1, 1 << _random.Next(8, 18));

    private int Timeout() => _random.Next(2) == 0 ? 0 : _random.Next(1, 4_000);
}
