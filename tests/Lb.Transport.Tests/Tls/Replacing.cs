using Lb.Transport.Tls;

namespace Lb.Transport.Tests.Tls;

/// <summary>Prepares and applies in one step.</summary>
internal static class Replacing
{
    public static void Replace(this ITlsBind bind, TlsSettings settings)
    {
        using var replacement = bind.Prepare(settings);
        replacement.Apply();
    }
}
