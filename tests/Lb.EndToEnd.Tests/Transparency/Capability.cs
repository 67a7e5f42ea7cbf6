using System.Globalization;

namespace Lb.EndToEnd.Tests.Transparency;

/// <summary>What this process may do.</summary>
internal static class Capability
{
    private const int NetAdmin = 12;
    private const int SysAdmin = 21;

    /// <summary>Skips a test that needs transparent sockets or networks of its own where it may not have them.</summary>
    public static void SkipWithoutNetAdmin(bool needed = true) =>
        Assert.SkipWhen(needed && !Has(NetAdmin), "The tests run without CAP_NET_ADMIN, so transparent sockets cannot be tried. Run them as root.");

    /// <summary>Skips a test that makes network namespaces where it may not.</summary>
    public static void SkipWithoutNamespaces()
    {
        SkipWithoutNetAdmin();
        Assert.SkipUnless(Has(SysAdmin), "The tests run without CAP_SYS_ADMIN, so network namespaces cannot be made. Run them as root.");
    }

    private static bool Has(int capability)
    {
        var effective = File.ReadLines("/proc/self/status").First(line => line.StartsWith("CapEff:", StringComparison.Ordinal))["CapEff:".Length..];
        return ((ulong.Parse(effective.Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) >> capability) & 1) == 1;
    }
}
