namespace Lb.Broker.Authentication;

/// <summary>A client's first SCRAM message, such as <c>n,,n=user,r=nonce</c>.</summary>
/// <param name="Header">The part about channel binding, both commas included.</param>
/// <param name="Bare">What follows the header.</param>
/// <param name="Username">Its escapes resolved.</param>
/// <param name="Nonce">Not empty.</param>
/// <remarks>RFC 5802 section 7.</remarks>
internal sealed record ScramFirstMessage(string Header, string Bare, string Username, string Nonce)
{
    /// <summary>Takes a message apart.</summary>
    /// <returns>Null when it is malformed, asks for channel binding, another identity, or an extension that is not known.</returns>
    public static ScramFirstMessage? Parse(string message)
    {
        if (!message.StartsWith("n,,", StringComparison.Ordinal) && !message.StartsWith("y,,", StringComparison.Ordinal)) return null;
        var bare = message[3..];
        var attributes = bare.Split(',');
        if (attributes.Length < 2 || ScramText.Value(attributes[0], 'n') is not { } escaped) return null;
        if (ScramText.Value(attributes[1], 'r') is not { } nonce || ScramText.Unescape(escaped) is not { } username) return null;
        return new ScramFirstMessage(message[..3], bare, username, nonce);
    }
}
