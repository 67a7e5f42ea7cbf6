using System.Collections.Immutable;
using System.Globalization;
using Lb.Configuration.Model;
using Lb.Core.Health;
using Lb.Core.State;

namespace Lb.Admin.Statistics;

/// <summary>The columns of the statistics that have a value for some kind of row, by HAProxy's names.</summary>
public static class StatisticsColumns
{
    private static readonly ImmutableArray<StatisticsColumn> Rows =
    [
        new("qcur", null, s => Number(s.Counters.Queue.Current), b => Number(b.Counters.Queue.Current)),
        new("qmax", null, s => Number(s.Counters.Queue.Max), b => Number(b.Counters.Queue.Max)),
        new("scur", f => Number(f.Counters.Sessions.Current), s => Number(s.Connections.Current), b => Number(b.Counters.Sessions.Current)),
        new("smax", f => Number(f.Counters.Sessions.Max), s => Number(s.Connections.Max), b => Number(b.Counters.Sessions.Max)),
        new("slim", f => Number(f.Config.MaxConnections), s => Limit(s.Config.MaxConnections)),
        new("stot", f => Number(f.Counters.SessionsTotal.Value), s => Number(s.Counters.SessionsTotal.Value), b => Number(b.Counters.SessionsTotal.Value)),
        new("bin", f => Number(f.Counters.BytesIn.Value), s => Number(s.Counters.BytesIn.Value), b => Number(b.Counters.BytesIn.Value)),
        new("bout", f => Number(f.Counters.BytesOut.Value), s => Number(s.Counters.BytesOut.Value), b => Number(b.Counters.BytesOut.Value)),
        new("dreq", f => Number(f.Counters.DeniedRequests.Value), null, b => Number(b.Counters.DeniedRequests.Value)),
        new("ereq", f => Number(f.Counters.RequestErrors.Value)),
        new("econ", null, s => Number(s.Counters.ConnectionErrors.Value), b => Number(b.Counters.ConnectionErrors.Value)),
        new("wretr", null, s => Number(s.Counters.Retries.Value), b => Number(b.Counters.Retries.Value)),
        new("wredis", null, s => Number(s.Counters.Redispatches.Value), b => Number(b.Counters.Redispatches.Value)),
        new("status", _ => "OPEN", s => s.DisplayStatus, b => b.IsUp ? "UP" : "DOWN"),
        new("weight", null, s => Number(s.Weight), b => Number(b.Snapshot.TotalWeight)),
        new("act", null, s => Number(s.Config.Backup ? 0 : 1), b => Number(b.Snapshot.ActiveCount)),
        new("bck", null, s => Number(s.Config.Backup ? 1 : 0), b => Number(b.Snapshot.BackupCount)),
        new("chkfail", null, s => s.Health is null ? null : Number(s.Counters.CheckFailures.Value)),
        new("chkdown", null, s => s.Health is null ? null : Number(s.Counters.DownTransitions.Value), b => Number(b.Counters.DownTransitions.Value)),
        new("lastchg", null, s => Seconds(s.SinceChange), b => Seconds(b.SinceChange)),
        new("downtime", null, s => Seconds(s.Downtime), b => Seconds(b.Downtime)),
        new("pid", _ => "1", _ => "1", _ => "1"),
        new("sid", _ => "0", s => Number(s.Config.Id), _ => "0"),
        new("lbtot", null, s => Number(s.Counters.LoadBalanced.Value), b => Number(b.Counters.LoadBalanced.Value)),
        new("type", _ => "0", _ => "2", _ => "1"),
        new("rate", f => Number(f.Counters.SessionRate.PerSecond), s => Number(s.Counters.SessionRate.PerSecond), b => Number(b.Counters.SessionRate.PerSecond)),
        new("rate_lim", _ => "0"),
        new("rate_max", f => Number(f.Counters.SessionRate.Max), s => Number(s.Counters.SessionRate.Max), b => Number(b.Counters.SessionRate.Max)),
        new("check_status", null, s => Checked(s, CheckStatusTable.CodeOf(s.LastCheck.Status))),
        new("check_code", null, s => Checked(s, Number(s.LastCheck.Code))),
        new("check_duration", null, s => Checked(s, Milliseconds(s.LastCheck.Duration))),
        new("cli_abrt", null, s => Number(s.Counters.ClientAborts.Value), b => Number(b.Counters.ClientAborts.Value)),
        new("srv_abrt", null, s => Number(s.Counters.ServerAborts.Value), b => Number(b.Counters.ServerAborts.Value)),
        new("lastsess", null, s => SecondsOrNever(s.Counters.SessionRate.SinceLast), b => SecondsOrNever(b.Counters.SessionRate.SinceLast)),
        new("last_chk", null, s => Checked(s, s.LastCheck.Info)),
        new("qtime", null, s => Milliseconds(s.Counters.QueueTime.Value), b => Milliseconds(b.Counters.QueueTime.Value)),
        new("ctime", null, s => Milliseconds(s.Counters.ConnectTime.Value), b => Milliseconds(b.Counters.ConnectTime.Value)),
        new("ttime", null, s => Milliseconds(s.Counters.TotalTime.Value), b => Milliseconds(b.Counters.TotalTime.Value)),
        new("check_desc", null, s => Checked(s, CheckStatusTable.WordsOf(s.LastCheck.Status))),
        new("check_rise", null, s => Checked(s, Number(s.Config.Check?.Rise))),
        new("check_fall", null, s => Checked(s, Number(s.Config.Check?.Fall))),
        new("check_health", null, s => Number(s.Health?.Count)),
        new("mode", f => f.Config.Mode == ProxyMode.Http ? "http" : "tcp", _ => "tcp", _ => "tcp"),
        new("conn_rate", f => Number(f.Counters.ConnectionRate.PerSecond)),
        new("conn_rate_max", f => Number(f.Counters.ConnectionRate.Max)),
        new("conn_tot", f => Number(f.Counters.ConnectionsTotal.Value)),
        new("dcon", f => Number(f.Counters.DeniedConnections.Value)),
        new("connect", null, s => Number(s.Counters.ConnectionAttempts.Value), b => Number(b.Counters.ConnectionAttempts.Value)),
        new("eint", f => Number(f.Counters.InternalErrors.Value)),
        new("used_conn_cur", null, s => Number(s.Connections.Current)),
        new("uweight", null, s => Number(s.Weight), b => Number(b.Snapshot.TotalWeight)),
    ];

    private static readonly ImmutableDictionary<string, StatisticsColumn> ByName = Rows.ToImmutableDictionary(column => column.Name);

    /// <summary>The column of a name; null where this program has nothing to say in it.</summary>
    public static StatisticsColumn? Find(string name) => ByName.GetValueOrDefault(name);

    private static string? Number(long? value) => value?.ToString(CultureInfo.InvariantCulture);

    private static string? Limit(int value) => value == 0 ? null : Number(value);

    private static string? Seconds(TimeSpan value) => Number((long)value.TotalSeconds);

    private static string? SecondsOrNever(TimeSpan? value) => value is { } since ? Seconds(since) : "-1";

    private static string? Milliseconds(TimeSpan value) => Number((long)value.TotalMilliseconds);

    private static string? Checked(ServerState server, string? value) => server.Health is null ? null : value;
}
