using Lb.Core.Logging;
using Lb.Core.State;

namespace Lb.Proxy.Connections;

/// <summary>Where lines about connections and the process go.</summary>
public interface IConnectionLogs
{
    /// <summary>Sink of the process: bugs, servers up and down.</summary>
    ILogSink Process { get; }

    /// <summary>Sink of a frontend's connection lines; null = none is logged.</summary>
    ILogSink? Of(FrontendState frontend);
}
