using Lb.Core.Health;

namespace Lb.Core.State;

/// <summary>A server's status changed.</summary>
/// <param name="Server">The server.</param>
/// <param name="Before">Status before.</param>
/// <param name="After">Status now.</param>
/// <param name="Cause">The check that did it; null = an operator, or a change of weight.</param>
/// <param name="Active">Usable servers of the backend that are not backups, after the change.</param>
/// <param name="Backup">Usable backups, after the change.</param>
/// <param name="Connections">Connections that the server holds.</param>
/// <param name="Requeued">Connections that waited for this server and were sent to find another.</param>
/// <param name="StillQueued">Connections that wait for this server still.</param>
public sealed record ServerStateChange(
    ServerState Server,
    ServerStatus Before,
    ServerStatus After,
    CheckResult? Cause,
    int Active,
    int Backup,
    int Connections,
    int Requeued,
    int StillQueued)
{
    /// <summary>Whether the backend has lost its last usable server by it.</summary>
    public bool LostLastServer => Before == ServerStatus.Up && Active == 0 && Backup == 0;
}
