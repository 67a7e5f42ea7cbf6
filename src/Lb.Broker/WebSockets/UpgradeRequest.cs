using System.Text;
using Lb.Protocol;

namespace Lb.Broker.WebSockets;

/// <summary>The HTTP request with which a WebSocket begins.</summary>
/// <param name="Line">The request line.</param>
/// <param name="Fields">Header fields by name, letter case aside; several of one name are joined by commas.</param>
/// <remarks>RFC 9112 sections 2 to 5, RFC 6455 section 4.2.1.</remarks>
internal sealed record UpgradeRequest(string Line, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>The longest request that is read, in bytes.</summary>
    public const int MaximumLength = 8 * 1024;

    private static ReadOnlySpan<byte> End => "\r\n\r\n"u8;

    /// <summary>Reads a request up to the empty line behind its header.</summary>
    /// <param name="input">What came so far.</param>
    /// <param name="request">The request when it is complete.</param>
    /// <param name="length">How many bytes it takes.</param>
    /// <returns>Invalid when a header line has no colon, or more than <see cref="MaximumLength"/> bytes came without an end.</returns>
    public static ParseStatus TryParse(ReadOnlySpan<byte> input, out UpgradeRequest? request, out int length)
    {
        request = null;
        var end = input.IndexOf(End);
        length = end + End.Length;
        if (end < 0 && input.Length <= MaximumLength) return ParseStatus.NeedMoreData;
        if (end is < 0 or > MaximumLength) return ParseStatus.Invalid;
        var lines = Encoding.Latin1.GetString(input[..end]).Split("\r\n");
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.AsSpan(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || char.IsWhiteSpace(line[colon - 1])) return ParseStatus.Invalid;
            var (name, value) = (line[..colon], line[(colon + 1)..].Trim());
            fields[name] = fields.TryGetValue(name, out var earlier) ? $"{earlier}, {value}" : value;
        }
        request = new UpgradeRequest(lines[0], fields);
        return ParseStatus.Complete;
    }

    /// <summary>A field's value; empty when the request has none.</summary>
    public string Field(string name) => Fields.GetValueOrDefault(name, "");

    /// <summary>The comma-separated values of a field.</summary>
    public IEnumerable<string> List(string name) => Field(name).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
