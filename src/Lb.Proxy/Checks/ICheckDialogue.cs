using Lb.Core.Health;

namespace Lb.Proxy.Checks;

/// <summary>What a check says and expects once it is connected.</summary>
internal interface ICheckDialogue
{
    /// <summary>Result when the connection breaks meanwhile.</summary>
    CheckStatus Broken { get; }

    /// <summary>Result when the time is over.</summary>
    CheckStatus Late { get; }

    /// <summary>What it was waiting for, for the log; null = nothing to add.</summary>
    string? Waiting { get; }

    /// <summary>Talks.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The connection broke.</exception>
    /// <exception cref="OperationCanceledException">The time is over.</exception>
    ValueTask<CheckFinding> TalkAsync(CheckConnection connection);
}
