namespace Lb.Transport.Tests.Relaying;

/// <summary>What may be under way when nobody reads at the far end.</summary>
internal static class BackPressure
{
    /// <summary>What a sender offers: far more than all buffers between it and a reader that does not read.</summary>
    public const long Offered = 256L * 1024 * 1024;

    /// <summary>Most that the kernel's four socket buffers (they grow by themselves) and the relay may take.</summary>
    public const long Cap = 64L * 1024 * 1024;
}
