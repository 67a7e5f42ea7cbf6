using Lb.Broker.Authentication;
using Lb.Broker.Delivery;
using Lb.Broker.Sessions;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Connections;

/// <summary>A client that may connect: it gets its session and its answer, after which what waits for it is sent.</summary>
/// <remarks>MQTT 3.1.1 and 5.0, sections 3.1.4 and 3.2.</remarks>
internal readonly struct AcceptStage(ClientConnection connection, BrokerState state, Turn turn)
{
    /// <summary>Accepts a CONNECT.</summary>
    /// <param name="connect">As it came; its client id may be empty.</param>
    /// <param name="username">Who it is.</param>
    /// <param name="signature">The last message of an exchange that proved it; null without one.</param>
    public void Accept(ConnectPacket connect, string? username, byte[]? signature)
    {
        lock (state.Gate)
        {
            // The connection may have been cut off by its deadline or by a stop; a closed one must not own a session.
            if (connection.End is not null) return;
            var named = connect.ClientId.Length > 0 ? connect : connect with { ClientId = FreeClientId() };
            var rights = AccessStage.RightsOf(named, username, connection.Info, state.Options);
            if (named.Will is { } will && !AccessStage.MayPublish(will.Topic, rights, state.Options))
            {
                connection.Refuse(ReasonCode.NotAuthorized, "the will's topic is not allowed");
                return;
            }
            state.Sessions.Find(named.ClientId)?.Connection?.Close(ConnectionEnd.TakenOver, ReasonCode.SessionTakenOver);
            var present = state.Sessions.Open(connection, named, turn);
            connection.Info = connection.Info with
            {
                ClientId = named.ClientId,
                Username = AccessStage.UserOf(username, connection.Info, state.Options),
                ProtocolVersion = connect.ProtocolVersion,
                IsBridge = connect.IsBridge,
                SessionPresent = present,
            };
            connection.Session!.Identify(connection.Info.Username, rights);
            var keepAlive = KeepAliveOf(connect);
            connection.Outbox.Add(new ConnAckPacket { SessionPresent = present, Properties = Answer(connect, keepAlive, signature) });
            connection.Session!.Outgoing.Attach(
                connection.Outbox, connect.Properties.ReceiveMaximum ?? ushort.MaxValue, SizeLimitOf(connect));
            connection.WatchKeepAlive(keepAlive);
            Report();
        }
    }

    // It must be no other session's (MQTT 5.0 section 3.2.2.3.7).
    private string FreeClientId()
    {
        string id;
        do id = $"{state.Options.Name}-{state.Options.Random.NextInt64():x16}";
        while (state.Sessions.Find(id) is not null);
        return id;
    }

    // Only MQTT 5.0 can tell a client to use another keep-alive.
    private ushort KeepAliveOf(ConnectPacket connect)
    {
        var most = state.Options.MaximumKeepAlive;
        var exceeds = connect.KeepAlive == 0 || connect.KeepAlive > most;
        return most > 0 && exceeds && connect.ProtocolVersion == MqttProtocolVersion.V5 ? (ushort)most : connect.KeepAlive;
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

    private ConnAckProperties Answer(ConnectPacket connect, ushort keepAlive, byte[]? signature) => new()
    {
        AssignedClientIdentifier = connect.ClientId.Length == 0 ? connection.Info.ClientId : null,
        ReceiveMaximum = (ushort)state.Options.ReceiveMaximum,
        MaximumPacketSize = (uint)state.Options.MaximumPacketSize,
        TopicAliasMaximum = state.Options.TopicAliasMaximum == 0 ? null : (ushort)state.Options.TopicAliasMaximum,
        ServerKeepAlive = keepAlive == connect.KeepAlive ? null : keepAlive,
        ResponseInformation = connect.Properties.RequestResponseInformation == true ? ResponseTopics() : null,
        AuthenticationMethod = signature is null ? null : ScramExchange.Method,
        AuthenticationData = signature is null ? default(ReadOnlyMemory<byte>?) : signature,
    };

    // A client id is any text; one that would not make a topic, or one too long for a packet, gets no topics of its own.
    private string? ResponseTopics()
    {
        var topic = $"{state.Options.ResponseTopicBase}/{connection.Info.ClientId}";
        return state.Options.ResponseTopicBase is not null && TopicName.IsValid(topic) ? topic : null;
    }
}
