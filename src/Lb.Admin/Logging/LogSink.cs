using System.Collections.Immutable;
using Lb.Core.Logging;

namespace Lb.Admin.Logging;

/// <summary>Gives each line to every target of a section. Safe for concurrent use.</summary>
/// <param name="targets">The targets; empty = lines go nowhere.</param>
public sealed class LogSink(ImmutableArray<LogQueue> targets) : ILogSink
{
    /// <inheritdoc/>
    public void Write(SyslogLevel level, string line)
    {
        foreach (var target in targets) target.Write(level, line);
    }
}
