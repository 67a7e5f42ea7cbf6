namespace Lb.Bench.Load.Clients;

/// <summary>Where a <see cref="ClientConnection"/> is in its life.</summary>
internal enum ClientStage
{
    Connecting,
    Handshaking,
    AwaitingConnack,
    Open,
    Closed,
}
