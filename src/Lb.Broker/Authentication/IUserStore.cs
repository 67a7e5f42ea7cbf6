namespace Lb.Broker.Authentication;

/// <summary>Who may connect. Asked for each CONNECT, from many threads at once and outside the broker's lock, so that it may compute.</summary>
public interface IUserStore
{
    /// <summary>Whether a user exists and this is the password.</summary>
    /// <param name="username">As the CONNECT says it.</param>
    /// <param name="password">Any bytes; empty when the CONNECT has none.</param>
    bool Verify(string username, ReadOnlySpan<byte> password);

    /// <summary>What the SCRAM-SHA-256 exchange needs to know of a user.</summary>
    /// <param name="username">As the exchange says it, its escapes resolved.</param>
    /// <returns>Null when the user does not exist, or when its password is stored in a form that SCRAM cannot use.</returns>
    ScramCredential? FindScram(string username);
}
