using System.Text;
using System.Text.RegularExpressions;
using Lb.Configuration.Model;

namespace Lb.Proxy.Checks;

/// <summary>What a <c>tcp-check expect</c> looks for in an answer.</summary>
internal sealed class AnswerPattern
{
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(1);
    private readonly byte[]? _bytes;
    private readonly Regex? _regex;
    private readonly bool _asHex;

    private AnswerPattern(byte[]? bytes, Regex? regex, bool asHex)
    {
        _bytes = bytes;
        _regex = regex;
        _asHex = asHex;
    }

    public static AnswerPattern Of(TcpCheckStep.Expect expect) => expect.Kind switch
    {
        TcpCheckExpectKind.Text => new AnswerPattern(Encoding.UTF8.GetBytes(expect.Pattern), null, asHex: false),
        TcpCheckExpectKind.Binary => new AnswerPattern(Convert.FromHexString(expect.Pattern), null, asHex: false),
        TcpCheckExpectKind.Regex => new AnswerPattern(null, RegexOf(expect.Pattern), asHex: false),
        _ => new AnswerPattern(null, RegexOf(expect.Pattern), asHex: true),
    };

    /// <summary>Bytes below which nothing can match, at least 1.</summary>
    public int ShortestMatch => Math.Max(_bytes?.Length ?? 0, 1);

    /// <summary>Whether the answer contains it. A regular expression that takes too long does not match.</summary>
    public bool Matches(ReadOnlySpan<byte> answer)
    {
        if (_bytes is not null) return answer.IndexOf(_bytes) >= 0;
        var text = _asHex ? Convert.ToHexString(answer) : Encoding.Latin1.GetString(answer);
        try
        {
            return _regex!.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static Regex RegexOf(string pattern) => new(pattern, RegexOptions.CultureInvariant, MatchTimeout);
}
