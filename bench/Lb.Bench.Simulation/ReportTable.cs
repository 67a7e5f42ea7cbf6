using System.Globalization;
using System.Text;
using Lb.Transport.Reactors.Timers;

namespace Lb.Bench.Simulation;

/// <summary>Writes a <see cref="SimulationReport"/> as Markdown.</summary>
internal static class ReportTable
{
    public static string Format(SimulationOptions options, SimulationReport report)
    {
        var text = new StringBuilder("# One reactor without sockets\n\n");
        Line(text, $"{options.Connections} connections arrive within {SimulationOptions.FillSeconds} s and stay for {options.Seconds} s, all simulated time.");
        Line(text, $"Each sends once in {SimulationOptions.KeepAliveSeconds} s and closes after {SimulationOptions.StaySeconds} s on average;");
        Line(text, $"one in {SimulationOptions.SilentOneIn} falls silent and times out after {SimulationOptions.TimeoutSeconds} s.");
        Line(text, $"A tick is {TimerWheel.TickMilliseconds} ms; seed {options.Seed}.\n");
        text.Append("| what | value |\n| --- | --: |\n");
        Memory(text, report);
        Pauses(text, report);
        Timers(text, report);
        Row(text, "message to a connection, per message", $"{report.Messages.NanosecondsPerUnit:F0} ns");
        Row(text, "connection closed and opened, set-up objects included", $"{report.Churn.NanosecondsPerUnit:F0} ns");
        return text.ToString();
    }

    private static void Memory(StringBuilder text, SimulationReport report)
    {
        Row(text, "open connections at the end", $"{report.OpenAtTheEnd}");
        Row(text, "resident memory per connection", $"{(double)report.ResidentBytes / report.OpenAtTheEnd:F0} B");
        Row(text, "of it the record", $"{report.RecordBytes} B");
        Row(text, "resident memory left per connection, all closed", $"{(double)report.ResidentAfterAllClosed / report.OpenAtTheEnd:F0} B");
    }

    private static void Pauses(StringBuilder text, SimulationReport report)
    {
        var (gen0, gen1, gen2) = report.Collections;
        Row(text, "collections of generation 0, 1, 2", $"{gen0}, {gen1}, {gen2}");
        Row(text, "longest pause of the garbage collector", $"{report.LongestPause.TotalMilliseconds:F2} ms");
        Row(text, "longest pause of a forced full collection", $"{report.LongestFullPause.TotalMilliseconds:F2} ms");
    }

    private static void Timers(StringBuilder text, SimulationReport report)
    {
        Row(text, "ticks", $"{report.Ticks.Pieces}");
        Row(text, "tick on average", $"{report.Ticks.Average:F1} us");
        Row(text, "tick, 99.9th percentile", $"{report.Ticks.MostlyBelow:F0} us");
        Row(text, "longest tick", $"{report.Ticks.Longest:F0} us");
        Row(text, "tick in which nothing is due", $"{report.IdleTicks.NanosecondsPerUnit:F0} ns");
        Row(text, "expiries: moved on, timed out", $"{report.Rearmed}, {report.TimedOut}");
        Row(text, "expiry, the record looked at and the timer moved on", $"{report.Ticks.NanosecondsPerUnit:F0} ns");
        Row(text, "timer moved to a later time", $"{report.MovesLater.NanosecondsPerUnit:F0} ns");
        Row(text, "timer moved to an earlier time", $"{report.MovesEarlier.NanosecondsPerUnit:F0} ns");
    }

    private static void Line(StringBuilder text, FormattableString line) => text.Append(FormattableString.Invariant(line)).Append('\n');

    private static void Row(StringBuilder text, string what, FormattableString value) =>
        text.Append(CultureInfo.InvariantCulture, $"| {what} | {FormattableString.Invariant(value)} |\n");
}
