using Lb.Admin.Metrics;

namespace Lb.Admin.Tests.Metrics;

public sealed class ProcessUsageTests
{
    [Fact]
    public void CountsOpenDescriptors_AsTheFolderOfDescriptorsLists()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux tells");
        const int Files = 500;
        var before = ProcessUsage.OpenDescriptors;
        var files = Enumerable.Range(0, Files).Select(_ => File.OpenRead("/dev/null")).ToList();
        // Tests beside this one open and close a few of their own.
        Assert.InRange(ProcessUsage.OpenDescriptors, before + (Files / 2), before + (Files * 2));
        files.ForEach(file => file.Dispose());
    }

    [Fact]
    public void TellsWhatTheProcessTakes_InBaseUnits()
    {
        Assert.InRange(ProcessUsage.ResidentBytes, 10_000_000, 10_000_000_000);
        Assert.InRange(ProcessUsage.CpuSeconds, 0.01, 100_000);
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        Assert.InRange(ProcessUsage.StartTimeSeconds, now - 3600, now + 1);
    }
}
