using Lb.Broker.Access;
using Lb.Broker.Delivery;
using Lb.Broker.Sessions;
using Lb.Protocol.Connect;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Connections;

/// <summary>A client's CONNECT: refused, or given a session and answered, after which what waits for the client is sent.</summary>
/// <remarks>MQTT 3.1.1 and 5.0, sections 3.1.4 and 3.2.</remarks>
internal readonly struct ConnectStage(ClientConnection connection, BrokerState state, Turn turn)
{
    private const int BridgeBit = 0x80;

    /// <summary>Answers bytes that came instead of a correct CONNECT: with a code where the client's version has one, else not at all.</summary>
    public static void RefuseMalformed(ClientConnection connection, ReadOnlySpan<byte> bytes)
    {
        ConnectParser.TryParse(bytes, int.MaxValue, out var layout, out var error);
        var row = ConnectErrorTable.Row(error);
        var isModern = (layout.Level & ~BridgeBit) >= (byte)MqttProtocolVersion.V5;
        connection.Outbox.Version = isModern ? MqttProtocolVersion.V5 : MqttProtocolVersion.V311;
        if (row.ReasonCode is { } reason && (isModern || row.ReturnCode is not null))
            connection.Outbox.Add(new ConnAckPacket { ReasonCode = reason });
        connection.Close(ConnectionEnd.ProtocolViolation, null);
    }

    public void Handle(ConnectPacket connect)
    {
        connection.Outbox.Version = connect.ProtocolVersion;
        if (connect.Properties.AuthenticationMethod is not null)
        {
            Refuse(ReasonCode.BadAuthenticationMethod);
            return;
        }
        var assigned = connect.ClientId.Length == 0 ? AssignedClientId() : null;
        var named = assigned is null ? connect : connect with { ClientId = assigned };
        var rights = AccessStage.RightsOf(named, connect.Username, connection.Info, state.Options);
        if ((state.Options.Faults.Refusal ?? Refusal(named)) is { } refusal) Refuse(refusal);
        else if (connect.Will is { } will && rights?.MayPublish(will.Topic) == false) Refuse(ReasonCode.NotAuthorized);
        else Accept(named, assigned, rights);
    }

    private void Refuse(ReasonCode reason)
    {
        connection.Outbox.Add(new ConnAckPacket { ReasonCode = reason });
        connection.Close(ConnectionEnd.Refused, null);
    }

    private ReasonCode? Refusal(ConnectPacket connect)
    {
        if (state.Options.Users is not { } users || AccessStage.IsKnownByCertificate(connection.Info, state.Options)) return null;
        if (connect.Username is null) return state.Options.AllowAnonymous ? null : ReasonCode.NotAuthorized;
        return users.Verify(connect.Username, (connect.Password ?? default).Span) ? null : ReasonCode.BadUserNameOrPassword;
    }

    private string AssignedClientId() => $"{state.Options.Name}-{state.Options.Random.NextInt64():x16}";

    private void Accept(ConnectPacket connect, string? assigned, TopicRights? rights)
    {
        lock (state.Gate)
        {
            // The connection may have been cut off by its deadline or by a stop; a closed one must not own a session.
            if (connection.End is not null) return;
            state.Sessions.Find(connect.ClientId)?.Connection?.Close(ConnectionEnd.TakenOver, ReasonCode.SessionTakenOver);
            var present = state.Sessions.Open(connection, connect, turn);
            connection.Info = connection.Info with
            {
                ClientId = connect.ClientId,
                Username = AccessStage.UserOf(connect.Username, connection.Info, state.Options),
                ProtocolVersion = connect.ProtocolVersion,
                IsBridge = connect.IsBridge,
                SessionPresent = present,
            };
            connection.Session!.Identify(connection.Info.Username, rights);
            connection.Outbox.Add(Acceptance(present, assigned));
            connection.Session!.Outgoing.Attach(
                connection.Outbox, connect.Properties.ReceiveMaximum ?? ushort.MaxValue, SizeLimitOf(connect));
            connection.WatchKeepAlive(connect.KeepAlive);
            Report();
        }
    }

    // Under the lock, so that nobody hears of a connection's end before its beginning.
    private void Report()
    {
        state.Counters.Connected();
        BrokerLog.Connected(state.Options.Logger, state.Options.Name, connection.Info);
        state.Options.Connected?.Invoke(connection.Info);
    }

    private static SizeLimit? SizeLimitOf(ConnectPacket connect) =>
        connect.Properties.MaximumPacketSize is { } maximum ? new SizeLimit(maximum) : null;

    private ConnAckPacket Acceptance(bool present, string? assigned) => new()
    {
        SessionPresent = present,
        Properties = new ConnAckProperties
        {
            AssignedClientIdentifier = assigned,
            ReceiveMaximum = (ushort)state.Options.ReceiveMaximum,
            MaximumPacketSize = (uint)state.Options.MaximumPacketSize,
            SharedSubscriptionAvailable = false,
        },
    };
}
