using System.Runtime.InteropServices;
using Lb.Transport.Native;

namespace Lb.Transport.Reactors.Tls.KeySchedule;

/// <summary>One HKDF-Expand-Label, as the parameters of OpenSSL's TLS13-KDF name it (EVP_KDF-TLS13_KDF(7)).</summary>
internal readonly unsafe ref struct ExpansionRequest
{
    private const int ExpandOnly = 2;

    private ExpansionRequest(ReadOnlySpan<byte> digest, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> label, ReadOnlySpan<byte> context)
    {
        Digest = digest;
        Secret = secret;
        Label = label;
        Context = context;
    }

    /// <summary>Name of the hash.</summary>
    public ReadOnlySpan<byte> Digest { get; }

    public ReadOnlySpan<byte> Secret { get; }

    /// <summary>Without its prefix.</summary>
    public ReadOnlySpan<byte> Label { get; }

    public ReadOnlySpan<byte> Context { get; }

    /// <summary>Reads parameters.</summary>
    /// <param name="parameters">Up to the one without a name.</param>
    /// <param name="request">They must not outlive the parameters.</param>
    /// <returns>False for everything else that TLS13-KDF can be asked: other modes, prefixes and parameters.</returns>
    public static bool TryRead(OpenSslParameter* parameters, out ExpansionRequest request)
    {
        ReadOnlySpan<byte> digest = default, secret = default, label = default, context = default;
        var (expands, isTls) = (false, false);
        request = default;
        if (parameters == null) return false;
        for (var parameter = parameters; parameter->Name != null; parameter++)
        {
            if (parameter->Size > int.MaxValue) return false;
            var value = new ReadOnlySpan<byte>(parameter->Data, (int)parameter->Size);
            switch (MemoryMarshal.CreateReadOnlySpanFromNullTerminated(parameter->Name))
            {
                case var name when name.SequenceEqual("key"u8):
                    secret = value;
                    break;
                case var name when name.SequenceEqual("label"u8):
                    label = value;
                    break;
                case var name when name.SequenceEqual("data"u8):
                    context = value;
                    break;
                case var name when name.SequenceEqual("digest"u8):
                    digest = value;
                    break;
                case var name when name.SequenceEqual("mode"u8):
                    expands = parameter->Kind == OpenSslParameter.Number && value.Length == sizeof(int) && *(int*)parameter->Data == ExpandOnly;
                    break;
                case var name when name.SequenceEqual("prefix"u8):
                    isTls = value.SequenceEqual("tls13 "u8);
                    break;
                default:
                    return false;
            }
        }

        if (!expands || !isTls || secret.IsEmpty || label.Length > LabelExpansion.MostOfEach || context.Length > LabelExpansion.MostOfEach) return false;
        request = new ExpansionRequest(digest, secret, label, context);
        return true;
    }
}
