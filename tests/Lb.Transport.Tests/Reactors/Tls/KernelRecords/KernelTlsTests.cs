using Lb.Transport.Reactors.Tls.KernelRecords;

namespace Lb.Transport.Tests.Reactors.Tls.KernelRecords;

public sealed class KernelTlsTests
{
    [Fact]
    public void IsOffered_OnlyWhereTheKernelListsIt()
    {
        const string List = "/proc/sys/net/ipv4/tcp_available_ulp";
        if (!File.Exists(List)) Assert.Skip("This kernel does not list its upper layer protocols.");

        // A probe loads the module where it is there: asked for first, the list is complete.
        var isOffered = KernelTls.IsOffered;

        Assert.Equal(File.ReadAllText(List).Split().Contains("tls"), isOffered);
    }
}
