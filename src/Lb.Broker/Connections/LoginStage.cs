using System.Security.Cryptography;
using Lb.Broker.Authentication;
using Lb.Broker.Delivery;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Connections;

/// <summary>Enhanced authentication: the AUTH packets between CONNECT and CONNACK, and those of a re-authentication.</summary>
/// <remarks>MQTT 5.0 section 4.12. The method is SCRAM-SHA-256.</remarks>
internal readonly struct LoginStage(ClientConnection connection, BrokerState state, Turn turn)
{
    private const int NonceBytes = 18;

    /// <summary>A CONNECT with an authentication method: it is answered with a challenge, or refused.</summary>
    public void Begin(ConnectPacket connect)
    {
        if (connect.Properties.AuthenticationMethod != ScramExchange.Method || state.Options.Users is not { } users)
        {
            connection.Refuse(ReasonCode.BadAuthenticationMethod, $"the only method is {ScramExchange.Method}, for known users");
            return;
        }
        Start(new Login(NewExchange(users), connect), connect.Properties.AuthenticationData);
    }

    /// <summary>An AUTH packet from the client.</summary>
    public void Handle(AuthPacket auth)
    {
        if (Violation(auth) is { } text) Fail(ReasonCode.ProtocolError, text);
        else if (auth.Properties.AuthenticationMethod != ScramExchange.Method) Fail(ReasonCode.BadAuthenticationMethod, "the method must not change");
        else if (connection.Login is { } login) Continue(login, auth.Properties.AuthenticationData ?? default);
        else Start(new Login(NewExchange(state.Options.Users!), Connect: null), auth.Properties.AuthenticationData);
    }

    // A session is authenticated anew only if an exchange began it [MQTT-4.12.1-1].
    private string? Violation(AuthPacket auth)
    {
        if (connection.Login is not null) return auth.ReasonCode == ReasonCode.ContinueAuthentication ? null : "AUTH must continue the exchange";
        var mayRepeat = auth.ReasonCode == ReasonCode.ReAuthenticate && connection.ProvenName is not null;
        return mayRepeat ? null : "there is no exchange to continue or to repeat";
    }

    private ScramExchange NewExchange(IUserStore users) =>
        new(users, state.Decoys, Convert.ToBase64String(RandomNumberGenerator.GetBytes(NonceBytes)));

    // A client may leave its first message for an AUTH packet (section 4.12).
    private void Start(Login login, ReadOnlyMemory<byte>? first)
    {
        connection.Login = login;
        if (first is { } message) Challenge(login, message);
        else Ask(null);
    }

    private void Continue(Login login, ReadOnlyMemory<byte> message)
    {
        if (login.Exchange.IsChallenged) Finish(login, message);
        else Challenge(login, message);
    }

    private void Challenge(Login login, ReadOnlyMemory<byte> message)
    {
        if (login.Exchange.Challenge(message.Span) is { } challenge) Ask(challenge);
        else Fail(ReasonCode.NotAuthorized, null);
    }

    private void Finish(Login login, ReadOnlyMemory<byte> message)
    {
        // Nobody may become somebody else in the middle of a session. The name of a certificate may count for the user and is another matter.
        var isSame = login.Connect is not null || login.Exchange.Username == connection.ProvenName;
        if (login.Exchange.Finish(message.Span) is not { } signature || !isSame)
        {
            Fail(ReasonCode.NotAuthorized, null);
            return;
        }
        connection.Login = null;
        connection.ProvenName = login.Exchange.Username;
        if (login.Connect is { } connect) new AcceptStage(connection, state, turn).Accept(connect, login.Exchange.Username, signature);
        else Send(ReasonCode.Success, signature);
    }

    private void Ask(byte[]? data) => Send(ReasonCode.ContinueAuthentication, data);

    private void Send(ReasonCode reason, byte[]? data) => connection.Outbox.Add(new AuthPacket
    {
        ReasonCode = reason,
        Properties = new AuthProperties
        {
            AuthenticationMethod = ScramExchange.Method,
            AuthenticationData = data is null ? default(ReadOnlyMemory<byte>?) : data,
        },
    });

    private void Fail(ReasonCode reason, string? text)
    {
        if (connection.Session is null) connection.Refuse(reason, text);
        else connection.Close(ConnectionEnd.ProtocolViolation, reason, text);
    }
}
