namespace Lb.Core.Logging;

/// <summary>Takes finished log lines. Never blocks and never throws: a line that cannot be taken is counted and dropped.</summary>
public interface ILogSink
{
    /// <summary>Takes a line.</summary>
    /// <param name="level">Its severity.</param>
    /// <param name="line">Text without a line end, and without the header that the sink's format adds.</param>
    void Write(SyslogLevel level, string line);
}
