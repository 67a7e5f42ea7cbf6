using System.Text;
using Lb.Broker.Authentication;

namespace Lb.Broker.Tests.Authentication;

/// <summary>A store with one user.</summary>
internal sealed class SingleUser(string name, string password) : IUserStore
{
    public bool Verify(string username, ReadOnlySpan<byte> given) =>
        username == name && given.SequenceEqual(Encoding.UTF8.GetBytes(password));

    public ScramCredential? FindScram(string username) =>
        username == name ? ScramCredential.FromPassword(password, "a salt"u8, iterations: 2) : null;
}
