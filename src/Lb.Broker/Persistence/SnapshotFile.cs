using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Lb.Broker.Persistence;

/// <summary>A <see cref="Snapshot"/> in a file: a line with name, version and SHA-256 of the rest, and the rest as JSON.</summary>
internal static class SnapshotFile
{
    private const string Name = "mqlb-broker-snapshot";
    private const string Version = "1";

    /// <summary>Writes a file so that at every moment the old one or the new one is there, whole.</summary>
    /// <exception cref="IOException">It cannot be written; the old one is unchanged.</exception>
    /// <exception cref="UnauthorizedAccessException">As above.</exception>
    public static void Write(string path, Snapshot snapshot)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(snapshot);
        var head = Encoding.ASCII.GetBytes($"{Name} {Version} {Convert.ToHexStringLower(SHA256.HashData(body))}\n");
        var next = path + ".new";
        using (var file = new FileStream(next, FileMode.Create, FileAccess.Write))
        {
            file.Write(head);
            file.Write(body);
            file.Flush(flushToDisk: true);
        }
        File.Move(next, path, overwrite: true);
    }

    /// <summary>Reads a file.</summary>
    /// <returns>Null when there is none.</returns>
    /// <exception cref="InvalidDataException">It is no snapshot, one of another version, or damaged; the message says which.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">As above.</exception>
    public static Snapshot? Read(string path)
    {
        if (!File.Exists(path)) return null;
        var bytes = File.ReadAllBytes(path).AsSpan();
        var end = bytes.IndexOf((byte)'\n');
        if (end < 0 || Encoding.ASCII.GetString(bytes[..end]).Split(' ') is not [Name, var version, var hash])
            throw new InvalidDataException($"{path}: this is no snapshot of a broker.");
        if (version != Version) throw new InvalidDataException($"{path}: the snapshot has version {version}; this program reads version {Version}.");
        var body = bytes[(end + 1)..];
        if (hash != Convert.ToHexStringLower(SHA256.HashData(body)))
            throw new InvalidDataException($"{path}: the snapshot is damaged: its checksum is wrong. Remove it to start without sessions and messages.");
        return JsonSerializer.Deserialize<Snapshot>(body) ?? throw new InvalidDataException($"{path}: the snapshot is empty.");
    }
}
