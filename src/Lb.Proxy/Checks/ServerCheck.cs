using System.Collections.Immutable;
using System.Net.Sockets;
using Lb.Core.Health;
using Lb.Proxy.ProxyHeaders;
using Lb.Transport.Dialing;

namespace Lb.Proxy.Checks;

/// <summary>One server's check: connects, sends the PROXY header where one is due, lets the method talk. Every failure is a result.</summary>
/// <param name="parts">Connections to make one after the other, at least one; the first that fails ends the check.</param>
/// <param name="time">Clock.</param>
internal sealed class ServerCheck(ImmutableArray<CheckPart> parts, TimeProvider time)
{
    private readonly SocketDialer _dialer = new(time);

    /// <summary>Runs the check once.</summary>
    /// <param name="stop">Cuts the check short; its result then means nothing.</param>
    public async Task<CheckResult> RunAsync(CancellationToken stop)
    {
        var started = time.GetTimestamp();
        CheckFinding finding = default;
        foreach (var part in parts)
        {
            finding = await ConnectAndTalkAsync(part.Settings, part.Dialogue, stop);
            if (!CheckStatusTable.HasPassed(finding.Status)) break;
        }

        return new CheckResult(finding.Status, finding.Info, time.GetElapsedTime(started), finding.Code);
    }

    private async ValueTask<CheckFinding> ConnectAndTalkAsync(CheckSettings settings, ICheckDialogue dialogue, CancellationToken stop)
    {
        var started = time.GetTimestamp();
        var outcome = await _dialer.DialAsync(settings.Dial, stop);
        if (outcome.Socket is not { } socket) return FindingOf(outcome);
        var patience = settings.AnswerTimeout ?? settings.Dial.Timeout!.Value - time.GetElapsedTime(started);
        using var connection = new CheckConnection(socket, settings, patience, time, stop);
        try
        {
            if (settings.ProxyHeader is { } header) await connection.SendAsync(ProxyHeaderComposer.ComposeForCheck(header.Version, socket));
            return await dialogue.TalkAsync(connection);
        }
        catch (SocketException e)
        {
            return new CheckFinding(dialogue.Broken, WordsOf(e.SocketErrorCode, e.Message));
        }
        catch (OperationCanceledException)
        {
            return new CheckFinding(dialogue.Late, dialogue.Waiting);
        }
    }

    private static CheckFinding FindingOf(in SocketDialOutcome outcome) => outcome.Status switch
    {
        DialStatus.TimedOut or DialStatus.Cancelled => new CheckFinding(CheckStatus.Layer4Timeout),
        DialStatus.OutOfResources or DialStatus.SourceUnavailable =>
            new CheckFinding(CheckStatus.SocketError, WordsOf(outcome.Error, outcome.Error.ToString())),
        _ => new CheckFinding(CheckStatus.Layer4Failed, WordsOf(outcome.Error, outcome.Error.ToString())),
    };

    // The words that the system has for it, which people search logs for.
    private static string WordsOf(SocketError error, string otherwise) => error switch
    {
        SocketError.ConnectionRefused => "Connection refused",
        SocketError.ConnectionReset => "Connection reset by peer",
        SocketError.HostUnreachable => "No route to host",
        SocketError.NetworkUnreachable => "Network is unreachable",
        SocketError.AddressNotAvailable => "Cannot assign requested address",
        SocketError.TooManyOpenSockets => "Too many open files",
        _ => otherwise,
    };
}
