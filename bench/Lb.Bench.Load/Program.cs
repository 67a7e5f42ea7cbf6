using System.Runtime.InteropServices;
using Lb.Bench.Load.CommandLine;
using Lb.Bench.Load.Rows;
using Lb.Bench.Load.Soak;

using var stop = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
string command = $"bench/run {string.Join(' ', args)}";

try
{
    return args.FirstOrDefault() switch
    {
        "list" => ListCommand.Run(),
        "compare" => Measure(RowSet.Compare),
        "curve" => Measure(RowSet.Curve),
        "broker" => Measure(RowSet.Broker),
        "soak" => Soak(),
        _ => Refuse(""),
    };
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("stopped");
    return 130;
}

int Measure(RowSet set)
{
    var (options, error) = CompareOptions.Parse(set, args[1..]);
    return options is null ? Refuse($"{error}\n") : CompareCommand.Run(options, command, stop.Token);
}

int Soak()
{
    var (options, error) = SoakOptions.Parse(args[1..]);
    return options is null ? Refuse($"{error}\n") : SoakCommand.Run(options, command, stop.Token);
}

static int Refuse(string error)
{
    Console.Error.WriteLine($"{error}{CompareOptions.Usage}");
    return 2;
}

void End(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}
