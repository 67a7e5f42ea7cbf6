namespace Lb.Configuration.Certificates;

/// <summary>One block of a PEM text (RFC 7468), as it is written.</summary>
/// <param name="Label">What stands behind <c>BEGIN</c>, for example <c>CERTIFICATE</c>.</param>
/// <param name="Text">The block with its first and last line.</param>
/// <remarks>Read here, and not by the framework's cryptography, which costs 10 MB at start and which nothing else on the way of a connection needs.</remarks>
internal sealed record PemBlock(string Label, string Text)
{
    private const string Begin = "-----BEGIN ";
    private const string End = "-----END ";
    private const string Dashes = "-----";

    /// <summary>Blocks in the order of the text; what stands between them, and blocks without an end, are skipped.</summary>
    public static IEnumerable<PemBlock> Find(string text)
    {
        for (var start = IndexOf(text, Begin, 0); start >= 0; start = IndexOf(text, Begin, start + 1))
        {
            var labelStart = start + Begin.Length;
            var labelEnd = IndexOf(text, Dashes, labelStart);
            if (labelEnd < 0) yield break;
            var label = text[labelStart..labelEnd];
            var last = $"{End}{label}{Dashes}";
            var end = IndexOf(text, last, labelEnd);
            if (end >= 0) yield return new PemBlock(label, text[start..(end + last.Length)]);
        }
    }

    /// <summary>The bytes of a block; null when it is none, or no base64.</summary>
    public static byte[]? Decode(string pem)
    {
        if (!pem.StartsWith(Begin, StringComparison.Ordinal)) return null;
        var start = IndexOf(pem, Dashes, Begin.Length) + Dashes.Length;
        var end = pem.LastIndexOf(End, StringComparison.Ordinal);
        if (start < Dashes.Length || end < start) return null;
        var bytes = new byte[end - start];
        return Convert.TryFromBase64Chars(pem.AsSpan(start, end - start), bytes, out var count) ? bytes[..count] : null;
    }

    private static int IndexOf(string text, string part, int from) => text.IndexOf(part, from, StringComparison.Ordinal);
}
