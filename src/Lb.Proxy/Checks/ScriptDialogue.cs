using System.Collections.Immutable;
using Lb.Configuration.Model;
using Lb.Core.Health;

namespace Lb.Proxy.Checks;

/// <summary><c>option tcp-check</c>: the steps of <c>tcp-check</c> in order. Bytes of an answer that one <c>expect</c> matched stay for the next,
/// until something is sent.</summary>
/// <param name="steps">The steps on one connection; its own <c>connect</c> may be among them and was done already.</param>
/// <param name="before">Steps of the script on connections before this one.</param>
internal sealed class ScriptDialogue(ImmutableArray<TcpCheckStep> steps, int before) : ICheckDialogue
{
    private readonly AnswerPattern?[] _patterns =
        [.. steps.Select(step => step is TcpCheckStep.Expect expect ? AnswerPattern.Of(expect) : null)];

    private int _step;

    public CheckStatus Broken => CheckStatus.Layer7Invalid;

    public CheckStatus Late => CheckStatus.Layer7Timeout;

    public string? Waiting => $"at step {before + _step + 1} of tcp-check ({Describe(steps[_step])})";

    public async ValueTask<CheckFinding> TalkAsync(CheckConnection connection)
    {
        var expected = false;
        for (_step = 0; _step < steps.Length; _step++)
        {
            switch (steps[_step])
            {
                case TcpCheckStep.Send send:
                    connection.Forget();
                    await connection.SendAsync(send.Data.AsMemory());
                    break;
                case TcpCheckStep.Expect expect:
                    expected = true;
                    if (!await HoldsAsync(connection, expect, _patterns[_step]!)) return Failed(expect);
                    break;
                default:
                    break;
            }
        }

        return new CheckFinding(expected ? CheckStatus.Layer7Passed : CheckStatus.Layer4Passed, expected ? "(tcp-check)" : null);
    }

    // A mismatch waits for more, unless 'min-recv' says how much is enough; at the end of data what is there decides.
    private static async ValueTask<bool> HoldsAsync(CheckConnection connection, TcpCheckStep.Expect expect, AnswerPattern pattern)
    {
        var needed = Math.Max(expect.MinimumReceived, pattern.ShortestMatch);
        var isLast = false;
        while (true)
        {
            if (!connection.Answer.IsEmpty && (isLast || connection.Answer.Length >= needed))
            {
                var matches = pattern.Matches(connection.Answer.Span);
                if (matches || isLast || expect.MinimumReceived >= 0) return matches != expect.Negated;
            }

            if (isLast) return false;
            isLast = !await connection.ReceiveAsync();
        }
    }

    private CheckFinding Failed(TcpCheckStep.Expect expect) => new(
        CheckStatus.Layer7Invalid,
        $"TCPCHK {(expect.Negated ? "matched unwanted content" : "did not match content")} '{expect.Pattern}' at step {before + _step + 1}"
            + (expect.Comment is null ? "" : $" comment: '{expect.Comment}'"));

    private static string Describe(TcpCheckStep step) => step switch
    {
        TcpCheckStep.Send => "send",
        TcpCheckStep.Expect expect => $"expect '{expect.Pattern}'",
        _ => "connect",
    };
}
