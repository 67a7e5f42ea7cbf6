using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using Lb.Core.State;

namespace Lb.Admin.Statistics;

/// <summary>Writes the statistics as HAProxy's CSV: its fixed columns in its order, since tools find them by position (management manual 9.1).
/// Columns about what this program has not are empty.</summary>
public static class StatisticsCsvWriter
{
    private const string Order =
        "pxname,svname,qcur,qmax,scur,smax,slim,stot,bin,bout,dreq,dresp,ereq,econ,eresp,wretr,wredis,status,weight,act,bck,chkfail,chkdown,"
        + "lastchg,downtime,qlimit,pid,iid,sid,throttle,lbtot,tracked,type,rate,rate_lim,rate_max,check_status,check_code,check_duration,"
        + "hrsp_1xx,hrsp_2xx,hrsp_3xx,hrsp_4xx,hrsp_5xx,hrsp_other,hanafail,req_rate,req_rate_max,req_tot,cli_abrt,srv_abrt,comp_in,comp_out,"
        + "comp_byp,comp_rsp,lastsess,last_chk,last_agt,qtime,ctime,rtime,ttime,agent_status,agent_code,agent_duration,check_desc,agent_desc,"
        + "check_rise,check_fall,check_health,agent_rise,agent_fall,agent_health,addr,cookie,mode,algo,conn_rate,conn_rate_max,conn_tot,"
        + "intercepted,dcon,dses,wrew,connect,reuse,cache_lookups,cache_hits,srv_icur,src_ilim,qtime_max,ctime_max,rtime_max,ttime_max,eint,"
        + "idle_conn_cur,safe_conn_cur,used_conn_cur,need_conn_est,uweight,agg_server_status,agg_server_check_status,agg_check_status,-";

    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");
    private static readonly ImmutableArray<Func<StatisticsRow, string>> Readers = [.. Order.Split(',').Select(ReaderOf)];

    /// <summary>Content type of the output.</summary>
    public const string ContentType = "text/plain; charset=utf-8";

    /// <summary>Writes all rows.</summary>
    public static string Write(RuntimeState state)
    {
        var text = new StringBuilder("# ").Append(Order).Append(",\n");
        foreach (var row in StatisticsRow.AllOf(state))
        {
            foreach (var read in Readers) Append(text, read(row)).Append(',');
            text.Append('\n');
        }

        return text.ToString();
    }

    private static Func<StatisticsRow, string> ReaderOf(string name) => name switch
    {
        "pxname" => row => row.ProxyName,
        "svname" => row => row.ServiceName,
        "iid" => row => row.ProxyId.ToString(System.Globalization.CultureInfo.InvariantCulture),
        "-" => _ => "-",
        _ => StatisticsColumns.Find(name) is { } column ? column.Read : _ => "",
    };

    private static StringBuilder Append(StringBuilder text, string cell)
    {
        if (cell.AsSpan().IndexOfAny(Quoted) < 0) return text.Append(cell);
        return text.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }
}
