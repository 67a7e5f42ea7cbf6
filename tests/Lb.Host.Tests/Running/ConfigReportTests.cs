using Lb.Configuration.Diagnostics;
using Lb.Host.Running;

namespace Lb.Host.Tests.Running;

public sealed class ConfigReportTests
{
    [Fact]
    public void BeginsWithThePlace_AndSaysWhatIsNoError()
    {
        var lines = TestConfig.LoadAny("frontend f\n    bimd *:1\n    mode tcp\n").Diagnostics.Select(d => (d.Severity, Line: ConfigReport.Line(d))).ToList();

        Assert.Contains(lines, x => x.Severity == ConfigSeverity.Error && x.Line.Contains("lb.cfg:2: ", StringComparison.Ordinal));
        Assert.All(lines.Where(x => x.Severity == ConfigSeverity.Error), x => Assert.DoesNotContain(": warning: ", x.Line, StringComparison.Ordinal));
        Assert.All(lines.Where(x => x.Severity == ConfigSeverity.Warning), x => Assert.Contains(": warning: ", x.Line, StringComparison.Ordinal));
    }
}
