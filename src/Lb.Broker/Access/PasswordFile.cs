using Lb.Broker.Authentication;

namespace Lb.Broker.Access;

/// <summary>Users from a file as <c>mosquitto_passwd</c> writes it, one <c>user:secret</c> in each line: the secret is a hash (<c>$7$</c>, <c>$6$</c>)
/// or the password itself. Empty lines and lines that start with <c>#</c> count for nothing.</summary>
public sealed class PasswordFile : IUserStore
{
    private readonly Dictionary<string, PasswordSecret> _users = new(StringComparer.Ordinal);

    private PasswordFile()
    {
    }

    /// <summary>How many users it names.</summary>
    public int Count => _users.Count;

    /// <summary>Reads the text of a file.</summary>
    /// <param name="text">All of it.</param>
    /// <param name="name">Name of the file, for the errors.</param>
    /// <param name="errors">Gets one <c>file:line: what is wrong</c> for each line that cannot be used; no secret stands in it.</param>
    /// <returns>The users of the sound lines.</returns>
    public static PasswordFile Parse(string text, string name, ICollection<string> errors)
    {
        var file = new PasswordFile();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (file.Add(line.TrimEnd('\r')) is { } error) errors.Add($"{name}:{number}: {error}");
        }
        return file;
    }

    /// <inheritdoc/>
    public bool Verify(string username, ReadOnlySpan<byte> password) => _users.TryGetValue(username, out var secret) && secret.Matches(password);

    /// <inheritdoc/>
    public ScramCredential? FindScram(string username) => _users.GetValueOrDefault(username)?.Scram;

    private string? Add(string line)
    {
        if (line.Length == 0 || line[0] == '#') return null;
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0) return "no 'user:password'. Write lines with mosquitto_passwd, or the password itself behind the colon.";
        var user = line[..colon];
        if (SecretOf(line[(colon + 1)..]) is not { } secret) return $"the hash of user '{user}' is neither $7$ITERATIONS$SALT$HASH nor $6$SALT$HASH.";
        return _users.TryAdd(user, secret) ? null : $"user '{user}' stands in the file twice.";
    }

    private static PasswordSecret? SecretOf(string text) => HashedPassword.IsHash(text) ? HashedPassword.Parse(text) : new PlainPassword(text);
}
