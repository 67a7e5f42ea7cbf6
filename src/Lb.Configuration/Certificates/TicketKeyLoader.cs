using System.Collections.Immutable;
using Lb.Configuration.Diagnostics;
using Lb.Configuration.Model;

namespace Lb.Configuration.Certificates;

/// <summary>Reads keys of TLS session tickets, for both dialects. Files can be shared with other balancers, HAProxy and nginx among them.</summary>
/// <param name="diagnostics">Takes the errors.</param>
public sealed class TicketKeyLoader(ConfigDiagnostics diagnostics)
{
    private const int Fewest = 3;
    private const int ShortKey = 48;
    private const int LongKey = 80;
    private const int NameLength = 16;

    /// <summary>Reads a <c>tls-ticket-keys</c> file: one key in base64 in each line, 48 bytes (AES-128) or 80 (AES-256), all of one length, three
    /// lines at least (HAProxy manual 5.1).</summary>
    /// <returns>The last three keys, the penultimate of the file first: it encrypts. Empty after an error.</returns>
    public ImmutableArray<TicketKeyConfig> LoadLines(string path, SourceLocation location, string statement)
    {
        var report = new CertificateReport(diagnostics, location, statement);
        if (report.Read(path) is not { } text) return [];
        var keys = new List<byte[]>();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (line.AsSpan().Trim().IsEmpty) continue;
            if (Decode(line, keys.Count > 0 ? keys[0].Length : 0) is not { } key)
            {
                report.Error(
                    $"line {number} of '{path}' is no key: 48 or 80 bytes in base64 are expected, the same in each line. Make one with 'openssl rand 80 | openssl base64 -A'.");
                return [];
            }

            keys.Add(key);
        }

        if (keys.Count >= Fewest) return [Split(keys[^2]), Split(keys[^1]), Split(keys[^3])];
        report.Error($"'{path}' holds {keys.Count} keys; {Fewest} are needed: the last but one encrypts, the others decrypt what other balancers made.");
        return [];
    }

    /// <summary>Reads an <c>ssl_session_ticket_key</c> file: one key, 48 or 80 bytes (nginx, ngx_stream_ssl_module).</summary>
    /// <returns>Null after an error.</returns>
    public TicketKeyConfig? LoadOne(string path, SourceLocation location, string statement)
    {
        var report = new CertificateReport(diagnostics, location, statement);
        if (report.ReadBytes(path) is not { } key) return null;
        if (key.Length is ShortKey) return Split(key);
        // nginx puts the MAC's key first in the long form, HAProxy the cipher's.
        if (key.Length is LongKey) return new TicketKeyConfig([.. key[..NameLength]], [.. key[48..]], [.. key[NameLength..48]]);
        report.Error($"'{path}' has {key.Length} bytes; a key has 48 or 80. Make one with 'openssl rand 80'.");
        return null;
    }

    private static byte[]? Decode(string line, int length)
    {
        var bytes = new byte[line.Length];
        if (!Convert.TryFromBase64String(line, bytes, out var count) || count is not (ShortKey or LongKey)) return null;
        return length == 0 || count == length ? bytes[..count] : null;
    }

    private static TicketKeyConfig Split(byte[] key)
    {
        var middle = NameLength + ((key.Length - NameLength) / 2);
        return new TicketKeyConfig([.. key[..NameLength]], [.. key[NameLength..middle]], [.. key[middle..]]);
    }
}
