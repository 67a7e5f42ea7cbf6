namespace Lb.Broker.Authentication;

/// <summary>A client's final SCRAM message, such as <c>c=biws,r=nonce,p=proof</c>.</summary>
/// <param name="WithoutProof">What stands before the proof, which is signed.</param>
/// <param name="Binding">The repeated header of the first message, in base 64.</param>
/// <param name="Nonce">The nonces of both sides.</param>
/// <param name="Proof">The client's proof, of any length here.</param>
/// <remarks>RFC 5802 section 7.</remarks>
internal sealed record ScramFinalMessage(string WithoutProof, string Binding, string Nonce, byte[] Proof)
{
    /// <summary>Takes a message apart; extensions between nonce and proof are signed with the rest and otherwise not looked at.</summary>
    /// <returns>Null when it is malformed.</returns>
    public static ScramFinalMessage? Parse(string message)
    {
        var end = message.LastIndexOf(",p=", StringComparison.Ordinal);
        if (end < 0) return null;
        var attributes = message[..end].Split(',');
        if (attributes.Length < 2 || ScramText.Value(attributes[0], 'c') is not { } binding) return null;
        if (ScramText.Value(attributes[1], 'r') is not { } nonce) return null;
        var proof = new byte[message.Length];
        if (!Convert.TryFromBase64String(message[(end + 3)..], proof, out var length)) return null;
        return new ScramFinalMessage(message[..end], binding, nonce, proof[..length]);
    }
}
