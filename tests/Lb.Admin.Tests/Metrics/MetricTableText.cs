using System.Buffers;
using System.Text;
using Lb.Admin.Metrics;

namespace Lb.Admin.Tests.Metrics;

/// <summary>What a scrape of a running balancer reads.</summary>
internal static class MetricTableText
{
    public static string Of(RunningState running, MetricScopes scopes, bool leaveOutMaintenance = false)
    {
        var output = new ArrayBufferWriter<byte>();
        MetricTable.Write(output, new MetricSources(running.State, running.Logs, "1.0", leaveOutMaintenance), scopes);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
