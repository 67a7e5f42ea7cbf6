using Lb.Core.State;

namespace Lb.Admin.Statistics;

/// <summary>One column of the statistics: how its cell is read for each kind of row.</summary>
/// <param name="Name">HAProxy's name of the column (management manual 9.1).</param>
/// <param name="OfFrontend">Reads the cell of a frontend; null, or a null value, is an empty cell. The same holds for the others.</param>
/// <param name="OfServer">Reads the cell of a server.</param>
/// <param name="OfBackend">Reads the cell of a backend.</param>
public sealed record StatisticsColumn(
    string Name,
    Func<FrontendState, string?>? OfFrontend = null,
    Func<ServerState, string?>? OfServer = null,
    Func<BackendState, string?>? OfBackend = null)
{
    /// <summary>The cell; empty = there is no value.</summary>
    public string Read(StatisticsRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (row.Frontend is not null) return OfFrontend?.Invoke(row.Frontend) ?? "";
        if (row.Server is not null) return OfServer?.Invoke(row.Server) ?? "";
        return OfBackend?.Invoke(row.Backend!) ?? "";
    }
}
