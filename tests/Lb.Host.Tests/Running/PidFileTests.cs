using System.Globalization;
using Lb.Host.Running;

namespace Lb.Host.Tests.Running;

public sealed class PidFileTests
{
    [Fact]
    public void HoldsTheProcessId_UntilItIsDisposed()
    {
        var path = Path.Combine(Path.GetTempPath(), $"mqlb-{Guid.NewGuid():N}.pid");

        using (PidFile.Write(path)) Assert.Equal(Environment.ProcessId.ToString(CultureInfo.InvariantCulture), File.ReadAllText(path).Trim());

        Assert.False(File.Exists(path));
    }

    [Fact]
    public void WritesNothing_WithoutAPath() => PidFile.Write(null).Dispose();
}
