using System.Globalization;
using Lb.Bench.Load.Balancers;
using Lb.Bench.Load.Clients;
using Lb.Bench.Load.Loop;

namespace Lb.Bench.Load.Soak;

/// <summary>Lets clients come, talk and go for a long time, and tells whether the balancer holds in the end what it held at the start. The start is
/// after a first cycle, whose clients have all left: by then its code is compiled and its pools are filled.</summary>
internal sealed class SoakRun
{
    private static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(5);

    private readonly EventLoop _loop;
    private readonly BalancerProcess _process;
    private readonly SoakOptions _options;
    private readonly SoakLoad _plain;
    private readonly SoakLoad _tls;
    private readonly CancellationToken _stop;

    public SoakRun(EventLoop loop, BalancerProcess process, TlsClientContext tls, SoakOptions options, CancellationToken stop)
    {
        (_loop, _process, _options, _stop) = (loop, process, options, stop);
        var random = new Random(1);
        _plain = new SoakLoad(new ClientOpener(loop, process.Binds.Plain, tls: null), options.Clients, random);
        _tls = new SoakLoad(new ClientOpener(loop, process.Binds.TlsEcdsa, tls), options.Clients, random);
    }

    private SoakReading Now => new(_process.ResidentBytes, _process.Descriptors);

    private string? Failure => _plain.Failure ?? _tls.Failure;

    /// <returns>True when all went well and the end is like the start.</returns>
    public bool Run()
    {
        Console.WriteLine("minute  clients  plain conns  TLS conns    messages  resident MB  descriptors");
        Print("fresh", Now, 0);
        Cycle(_options.Interval, "warm-up");
        var start = Now;
        Print("start", start, 0);
        Cycle(TimeSpan.FromMinutes(_options.Minutes), label: null);
        var end = Now;
        Print("end", end, 0);
        Console.WriteLine(Verdict(start, end));
        return Failure is null && end.IsBackAt(start);
    }

    private void Cycle(TimeSpan time, string? label)
    {
        _plain.Start();
        _tls.Start();
        for (var passed = TimeSpan.Zero; passed < time && Failure is null; passed += _options.Interval)
        {
            _loop.RunFor(_options.Interval, _stop);
            var minute = passed + _options.Interval;
            Print(label ?? minute.TotalMinutes.ToString("0.##", CultureInfo.InvariantCulture), Now, 2 * _options.Clients);
        }

        _plain.Stop();
        _tls.Stop();
        _loop.RunFor(SettleTime, _stop);
    }

    private void Print(string label, SoakReading reading, int clients) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{label,-7} {clients,7}  {_plain.Connections,11}  {_tls.Connections,9}  {_plain.Messages + _tls.Messages,10}  {reading.Megabytes,11:F1}  {reading.Descriptors,11}"));

    private string Verdict(SoakReading start, SoakReading end)
    {
        if (Failure is { } failure)
            return $"failed: {failure}";
        string memory = Change(end.ResidentBytes, start.ResidentBytes);
        string descriptors = Change(end.Descriptors, start.Descriptors);
        return $"memory {memory}, descriptors {descriptors} since the start: {(end.IsBackAt(start) ? "back, within 2 %" : "not back within 2 %")}";
    }

    private static string Change(double end, double start) => (end / start - 1).ToString("+0.0 %;-0.0 %;0.0 %", CultureInfo.InvariantCulture);
}
