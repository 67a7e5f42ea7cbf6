using System.Globalization;
using System.Text.Unicode;
using Lb.Configuration.Model;
using Lb.Core.Logging;

namespace Lb.Admin.Logging;

/// <summary>Turns messages into the bytes of one log target: header, message, line feed (HAProxy manual, keyword <c>log</c>).</summary>
/// <remarks>
/// Header and message together take at most the target's <c>len</c> bytes; what is longer is cut at the end of a character, and the line
/// feed comes on top. Control characters become <c>#</c> and two hex digits, so that no client can write a line of its own.
/// Not safe for concurrent use.
/// </remarks>
public sealed class LogLineWriter(LogTargetConfig config, LogOrigin origin, TimeZoneInfo zone)
{
    private const int LongestHeader = 512;
    private const int BytesPerCharacter = 3;
    private readonly byte[] _line = new byte[LongestHeader + (config.MaxLength * BytesPerCharacter) + 1];

    /// <summary>Writes one line.</summary>
    /// <param name="at">When it happened; headers show it in the local time zone.</param>
    /// <param name="level">Its severity; what is more severe than the target's minimum level is sent at that.</param>
    /// <param name="message">The message, without a line feed.</param>
    /// <returns>The line with its line feed; valid until the next call.</returns>
    public ReadOnlyMemory<byte> Write(DateTimeOffset at, SyslogLevel level, string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var header = WriteHeader(TimeZoneInfo.ConvertTime(at, zone), Math.Max((int)level, config.MinLevel));
        var written = header + WriteMessage(message, _line.AsSpan(header));
        var length = WholeCharacters(_line.AsSpan(0, written), config.MaxLength);
        _line[length] = (byte)'\n';
        return _line.AsMemory(0, length + 1);
    }

    private int WriteHeader(DateTimeOffset at, int level)
    {
        var line = _line.AsSpan();
        var culture = CultureInfo.InvariantCulture;
        var priority = (config.Facility << 3) | level;
        var written = 0;
        _ = config.Format switch
        {
            LogFormat.Local => Utf8.TryWrite(
                line, culture, $"<{priority}>{at:MMM} {at.Day,2} {at:HH:mm:ss} {origin.Tag}[{origin.ProcessId}]: ", out written),
            LogFormat.Rfc3164 => Utf8.TryWrite(
                line, culture, $"<{priority}>{at:MMM} {at.Day,2} {at:HH:mm:ss} {origin.MachineName} {origin.Tag}[{origin.ProcessId}]: ", out written),
            LogFormat.Rfc5424 => Utf8.TryWrite(
                line, culture, $"<{priority}>1 {at:yyyy-MM-ddTHH:mm:ss.ffffffzzz} {origin.MachineName} {origin.Tag} {origin.ProcessId} - - ", out written),
            LogFormat.Short => Utf8.TryWrite(line, culture, $"<{level}>", out written),
            LogFormat.Timed => Utf8.TryWrite(line, culture, $"<{level}>{at:yyyy-MM-ddTHH:mm:ss.ffffffzzz} ", out written),
            LogFormat.Priority => Utf8.TryWrite(line, culture, $"<{priority}>", out written),
            LogFormat.Iso => Utf8.TryWrite(line, culture, $"{at:yyyy-MM-ddTHH:mm:ss.ffffffzzz} ", out written),
            _ => true,
        };
        return written;
    }

    private int WriteMessage(string message, Span<byte> line)
    {
        // Cut before anything is encoded, so that a message of a megabyte costs no more than its line.
        var text = message.AsSpan(0, Math.Min(message.Length, config.MaxLength));
        var written = 0;
        while (!text.IsEmpty)
        {
            var control = text.IndexOfAnyInRange('\0', '\x1f');
            var plain = control < 0 ? text : text[..control];
            Utf8.FromUtf16(plain, line[written..], out _, out var bytes);
            written += bytes;
            if (control < 0) break;
            Utf8.TryWrite(line[written..], CultureInfo.InvariantCulture, $"#{(int)text[control]:X2}", out bytes);
            written += bytes;
            text = text[(control + 1)..];
        }

        return written;
    }

    private static int WholeCharacters(ReadOnlySpan<byte> line, int longest)
    {
        if (line.Length <= longest) return line.Length;
        var length = longest;
        while (length > 0 && (line[length] & 0xc0) == 0x80) length--;
        return length;
    }
}
