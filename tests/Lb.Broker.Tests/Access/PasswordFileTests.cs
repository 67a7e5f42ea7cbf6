using System.Text;
using Lb.Broker.Access;
using Lb.Broker.Authentication;
using Lb.Broker.Tests.EndToEnd;

namespace Lb.Broker.Tests.Access;

public sealed class PasswordFileTests
{
    private readonly List<string> _errors = [];

    [Fact]
    public void TakesAPlainPassword_WithItsColons()
    {
        var users = PasswordFile.Parse("# people\nann:a:b\r\n\nbob:\n", "users", _errors);

        Assert.Empty(_errors);
        Assert.Equal(2, users.Count);
        Assert.True(users.Verify("ann", "a:b"u8));
        Assert.False(users.Verify("ann", "a"u8));
        Assert.True(users.Verify("bob", ""u8));
        Assert.False(users.Verify("eve", ""u8));
        Assert.Null(users.FindScram("eve"));
    }

    [Fact]
    public void GivesTheKeysOfScram_WhenThePasswordIsPlain()
    {
        var users = PasswordFile.Parse("ann:pencil", "users", _errors);

        var credential = users.FindScram("ann")!;

        Assert.Equal(4_096, credential.Iterations);
        Assert.Equal(ScramCredential.FromPassword("pencil", credential.Salt.Span, 4_096).StoredKey.ToArray(), credential.StoredKey.ToArray());
    }

    [Fact]
    public async Task TakesTheFilesThatMosquittoPasswdWrites()
    {
        var path = Path.GetTempFileName();
        await ClientProcess.RunAsync("/usr/bin/mosquitto_passwd", "-b", "-c", path, "ann", "correct horse");
        await ClientProcess.RunAsync("/usr/bin/mosquitto_passwd", "-b", path, "bob", "größer");

        var users = PasswordFile.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), path, _errors);
        File.Delete(path);

        Assert.Empty(_errors);
        Assert.True(users.Verify("ann", "correct horse"u8));
        Assert.False(users.Verify("ann", "correct horsf"u8));
        Assert.True(users.Verify("bob", Encoding.UTF8.GetBytes("größer")));
        Assert.Null(users.FindScram("ann"));
    }

    [Fact]
    public void TakesTheOlderHash_OfPasswordAndSalt()
    {
        byte[] salt = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
        var hash = System.Security.Cryptography.SHA512.HashData([.. "old"u8, .. salt]);

        var users = PasswordFile.Parse($"ann:$6${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}", "users", _errors);

        Assert.True(users.Verify("ann", "old"u8));
        Assert.False(users.Verify("ann", "new"u8));
    }

    [Theory]
    [InlineData("ann", "users:2: no 'user:password'")]
    [InlineData(":secret", "users:2: no 'user:password'")]
    [InlineData("ann:$7$101$AAAA", "users:2: the hash of user 'ann'")]
    [InlineData("ann:$7$0$AAAA$AAAA", "users:2: the hash of user 'ann'")]
    [InlineData("ann:$7$101$AAAA$not base64", "users:2: the hash of user 'ann'")]
    [InlineData("first:x", "users:2: user 'first' stands in the file twice")]
    public void NamesLineAndMistake_WithoutTheSecret(string line, string error)
    {
        PasswordFile.Parse("first:1\n" + line, "users", _errors);

        Assert.StartsWith(error, Assert.Single(_errors), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", _errors[0], StringComparison.Ordinal);
    }
}
