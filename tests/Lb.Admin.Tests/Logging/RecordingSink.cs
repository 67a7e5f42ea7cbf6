using Lb.Core.Logging;

namespace Lb.Admin.Tests.Logging;

/// <summary>Keeps the lines that it gets.</summary>
internal sealed class RecordingSink : ILogSink
{
    public List<string> Lines { get; } = [];

    public void Write(SyslogLevel level, string line) => Lines.Add($"{level}: {line}");
}
