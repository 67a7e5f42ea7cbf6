using System.Collections.Immutable;

namespace Lb.Configuration.Model;

/// <summary>One <c>tcp-check</c> step; closed: the nested records are all there are.</summary>
/// <param name="Comment">Text for logs; null = none.</param>
/// <param name="Location">Line of the step.</param>
public abstract record TcpCheckStep(string? Comment, SourceLocation Location)
{
    /// <summary><c>tcp-check connect</c>.</summary>
    /// <param name="Port">Null = the check's port.</param>
    /// <param name="SendProxy">A PROXY header (version 1, LOCAL meaning) comes first.</param>
    /// <param name="Comment">Text for logs.</param>
    /// <param name="Location">Line of the step.</param>
    public sealed record Connect(int? Port, bool SendProxy, string? Comment, SourceLocation Location) : TcpCheckStep(Comment, Location);

    /// <summary><c>tcp-check send</c> and <c>send-binary</c>.</summary>
    public sealed record Send(ImmutableArray<byte> Data, string? Comment, SourceLocation Location) : TcpCheckStep(Comment, Location);

    /// <summary><c>tcp-check expect</c>.</summary>
    /// <param name="Kind">How the answer is compared.</param>
    /// <param name="Negated">Written with <c>!</c>.</param>
    /// <param name="Pattern">Text or regular expression as written; hex for the binary kinds.</param>
    /// <param name="Expression">The regular expression that <paramref name="Pattern"/> is; null for the other kinds.</param>
    /// <param name="MinimumReceived"><c>min-recv</c>: bytes to wait for before comparing, which is then final;
    /// -1 = not given: a mismatch waits for more bytes.</param>
    /// <param name="Comment">Text for logs.</param>
    /// <param name="Location">Line of the step.</param>
    public sealed record Expect(
        TcpCheckExpectKind Kind, bool Negated, string Pattern, TextExpression? Expression, int MinimumReceived, string? Comment,
        SourceLocation Location)
        : TcpCheckStep(Comment, Location);
}
