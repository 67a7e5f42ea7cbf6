using System.Text;
using Lb.Configuration.Model;

namespace Lb.Proxy.Checks;

/// <summary>What a <c>tcp-check expect</c> looks for in an answer.</summary>
internal sealed class AnswerPattern
{
    private readonly byte[]? _bytes;
    private readonly TextExpression? _expression;
    private readonly bool _asHex;

    private AnswerPattern(byte[]? bytes, TextExpression? expression, bool asHex)
    {
        _bytes = bytes;
        _expression = expression;
        _asHex = asHex;
    }

    public static AnswerPattern Of(TcpCheckStep.Expect expect) => expect.Kind switch
    {
        TcpCheckExpectKind.Text => new AnswerPattern(Encoding.UTF8.GetBytes(expect.Pattern), null, asHex: false),
        TcpCheckExpectKind.Binary => new AnswerPattern(Convert.FromHexString(expect.Pattern), null, asHex: false),
        TcpCheckExpectKind.Regex => new AnswerPattern(null, expect.Expression, asHex: false),
        _ => new AnswerPattern(null, expect.Expression, asHex: true),
    };

    /// <summary>Bytes below which nothing can match, at least 1.</summary>
    public int ShortestMatch => Math.Max(_bytes?.Length ?? 0, 1);

    /// <summary>Whether the answer contains it.</summary>
    public bool Matches(ReadOnlySpan<byte> answer)
    {
        if (_bytes is not null) return answer.IndexOf(_bytes) >= 0;
        return _expression!.IsMatch(_asHex ? Convert.ToHexString(answer) : Encoding.Latin1.GetString(answer));
    }
}
