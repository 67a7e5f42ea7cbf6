using System.Security.Cryptography;
using Lb.Transport.Tls;

namespace Lb.Proxy.Tests.Tls;

/// <summary>TLS of a bind that only notes what is done with it.</summary>
/// <param name="steps">Takes what came, in its order: <c>prepared</c>, <c>applied</c>, <c>disposed</c>.</param>
internal sealed class RecordedTls(List<string> steps) : ITlsBind
{
    /// <summary>Settings of the last preparation.</summary>
    public TlsSettings? Settings { get; private set; }

    /// <summary>What preparations fail with; null = they do not.</summary>
    public string? Failure { get; init; }

    public ITlsReplacement Prepare(TlsSettings settings)
    {
        if (Failure is not null) throw new CryptographicException(Failure);
        Settings = settings;
        steps.Add("prepared");
        return new Replacement(steps);
    }

    private sealed class Replacement(List<string> steps) : ITlsReplacement
    {
        public void Apply() => steps.Add("applied");

        public void Dispose() => steps.Add("disposed");
    }
}
