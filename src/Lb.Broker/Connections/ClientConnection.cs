using System.Buffers;
using Lb.Broker.Aliases;
using Lb.Broker.Delivery;
using Lb.Broker.Faults;
using Lb.Broker.Listening;
using Lb.Broker.Sessions;
using Lb.Protocol;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Connections;

/// <summary>One client's connection from accept to close: reads packets until something ends it.</summary>
internal sealed class ClientConnection : IDisposable
{
    private const int ReadsInARow = 16;

    private readonly BrokerState _state;
    private readonly ClientTransport _transport;
    private readonly ReceiveBuffer _input;
    private readonly ConnectionWatch _watch;
    private readonly PacketHandler _handler;
    private readonly Turn _turn = new();

    public ClientConnection(BrokerState state, BrokerConnection info, ClientTransport transport)
    {
        _state = state;
        _transport = transport;
        _input = new ReceiveBuffer(transport);
        _watch = new ConnectionWatch(state.Deadlines, state.Options.Clock);
        _handler = new PacketHandler(this, state, _turn);
        Aliases = new IncomingAliases(state.Options.TopicAliasMaximum);
        Info = info;
        Outbox = new Outbox(transport, state.Options.MaximumUnsentBytes, Fail, RefuseSmallClient);
    }

    /// <summary>What is known of the client; grows with its PROXY header and its CONNECT.</summary>
    public BrokerConnection Info { get; set; }

    public Outbox Outbox { get; }

    /// <summary>Set when its CONNECT was accepted; it stays set when another connection has taken the session over.</summary>
    public Session? Session { get; set; }

    /// <summary>The exchange that is under way; null without one.</summary>
    public Login? Login { get; set; }

    /// <summary>Who the client is by the exchange that let it in, and that it may repeat; null when there was none.</summary>
    public string? ProvenName { get; set; }

    /// <summary>The topic aliases that the client has set.</summary>
    public IncomingAliases Aliases { get; }

    /// <summary>Null while nothing has ended the connection.</summary>
    public ConnectionEnd? End { get; private set; }

    /// <summary>Completes when the closing has sent all there was to send, or the connection is lost.</summary>
    public Task Farewell { get; private set; } = Task.CompletedTask;

    /// <summary>Reads and handles packets until the client has closed or is cut off.</summary>
    /// <param name="bind">Where it arrived.</param>
    public async Task RunAsync(BindSettings bind)
    {
        _watch.CloseAfter(_state.Options.ConnectTimeout, () => Close(ConnectionEnd.ConnectTimeout, null));
        await ArriveAsync(bind).ConfigureAwait(false);
        for (var reads = 0; await _input.FillAsync().ConfigureAwait(false);)
        {
            _watch.Touch();
            HandleBuffered();
            if (End is null) await Outbox.WaitForRoomAsync().ConfigureAwait(false);
            // Reads that never have to wait would keep the thread from the other connections.
            if (++reads % ReadsInARow == 0) await Task.Yield();
        }
        Close(_transport.IsViolated ? ConnectionEnd.ProtocolViolation : ConnectionEnd.ClientClosed, null);
    }

    /// <summary>Ends the connection; only the first call has an effect. From any thread, under the broker's lock or not.</summary>
    /// <param name="end">Why.</param>
    /// <param name="reason">What an MQTT 5.0 client is told in a DISCONNECT; null to close without one.</param>
    /// <param name="text">Why, in words for people; null for none.</param>
    /// <param name="withWill">Whether the client's will is due.</param>
    public void Close(ConnectionEnd end, ReasonCode? reason, string? text = null, bool withWill = true)
    {
        var turn = new Turn();
        lock (_state.Gate)
        {
            // End and parting from the session are one step: a client that takes over finds either both or neither.
            if (End is not null) return;
            End = end;
            _state.Sessions.Detach(this, withWill, turn);
            Report(end);
        }
        turn.Flush();
        _watch.GiveUpAfter(_state.Options.CloseTimeout, _transport.Dispose);
        var tells = reason is not null && Session is not null && Outbox.Version == MqttProtocolVersion.V5;
        Farewell = FinishAsync(tells ? FarewellPacket(reason!.Value, text) : null);
    }

    /// <summary>Ends the connection instead of accepting its CONNECT.</summary>
    /// <param name="reason">The code of the CONNACK.</param>
    /// <param name="text">Why, in words for people; null for none.</param>
    public void Refuse(ReasonCode reason, string? text)
    {
        Outbox.Add(new ConnAckPacket { ReasonCode = reason, Properties = new ConnAckProperties { ReasonString = text } });
        Close(ConnectionEnd.Refused, null);
    }

    /// <summary>The CONNECT was accepted: its keep-alive time counts from now on.</summary>
    /// <param name="keepAlive">In seconds; 0 switches the watch off.</param>
    public void WatchKeepAlive(ushort keepAlive) =>
        _watch.CloseWhenSilentFor(keepAlive * 1.5, () => Close(ConnectionEnd.KeepAliveTimeout, ReasonCode.KeepAliveTimeout));

    /// <summary>Something happened that must not: the connection ends, the broker goes on.</summary>
    public void Fail(Exception bug)
    {
        _state.Counters.Failed();
        BrokerLog.Failed(_state.Options.Logger, _state.Options.Name, Info.Number, bug);
        Close(ConnectionEnd.BrokerFailed, ReasonCode.UnspecifiedError);
    }

    /// <summary>Cuts the connection off; <see cref="RunAsync"/> ends soon after.</summary>
    public void CutOff() => _transport.Dispose();

    public void Dispose()
    {
        _watch.Dispose();
        _input.Dispose();
        _transport.Dispose();
    }

    private static DisconnectPacket FarewellPacket(ReasonCode reason, string? text) =>
        new() { ReasonCode = reason, Properties = new DisconnectProperties { ReasonString = text } };

    // No DISCONNECT may come before the CONNACK [MQTT-3.14.0-1].
    private void RefuseSmallClient(MqttPacket answer) =>
        Close(ConnectionEnd.AnswerTooLarge, answer is ConnAckPacket ? null : ReasonCode.PacketTooLarge);

    private async Task ArriveAsync(BindSettings bind)
    {
        var arrival = new ArrivalStage(bind, _transport, _input);
        Info = await arrival.RunAsync(Info).ConfigureAwait(false);
        if (arrival.End is { } end)
        {
            BrokerLog.TurnedAway(_state.Options.Logger, _state.Options.Name, Info.Number, Info.ClientAddress, arrival.Detail);
            Close(end, null);
        }
        else if (_state.Options.Faults.TouchBytes)
        {
            var faulty = new FaultyStream(arrival.Unread(), _state.Options.Faults, _state.Options.Clock, () => Close(ConnectionEnd.Faulted, null));
            _transport.Wrap(faulty, () => Task.CompletedTask);
        }
        // The CONNECT may have come together with the PROXY header.
        HandleBuffered();
    }

    private void Report(ConnectionEnd end)
    {
        BrokerLog.Ended(_state.Options.Logger, _state.Options.Name, Info.Number, Info.ClientId, end);
        if (Session is null)
        {
            _state.Counters.Refused();
            return;
        }
        _state.Counters.Disconnected();
        _state.Options.Disconnected?.Invoke(Info, end);
    }

    private async Task FinishAsync(MqttPacket? last)
    {
        try
        {
            await Outbox.FinishAsync(last).ConfigureAwait(false);
            await _transport.FinishSendingAsync().ConfigureAwait(false);
        }
        catch (Exception bug)
        {
            Fail(bug);
        }
    }

    private void HandleBuffered()
    {
        while (End is null && ReadPacket() is { } packet) _handler.Handle(packet);
        // What a client sends behind its end is only read so that closing does not reset the connection.
        if (End is not null) _input.Use(_input.Unused.Length);
        _turn.Flush();
    }

    private MqttPacket? ReadPacket()
    {
        var unread = new ReadOnlySequence<byte>(_input.Unused);
        switch (PacketReader.TryRead(ref unread, Outbox.Version, _state.Options.MaximumPacketSize, out var packet, out var error))
        {
            case ParseStatus.Complete:
                _input.Use(_input.Unused.Length - (int)unread.Length);
                _state.Traffic.Received(packet!);
                return packet;
            case ParseStatus.Invalid:
                _handler.Refuse(error!, _input.Unused.Span);
                return null;
            default:
                return null;
        }
    }
}
