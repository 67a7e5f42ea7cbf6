using System.Runtime.InteropServices;
using Lb.Bench.Load.CommandLine;

using var stop = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);

switch (args.FirstOrDefault())
{
    case "list":
        return ListCommand.Run();
    case "compare":
        return Compare();
    default:
        Console.Error.WriteLine(CompareOptions.Usage);
        return 2;
}

int Compare()
{
    var (options, error) = CompareOptions.Parse(args[1..]);
    if (options is null)
    {
        Console.Error.WriteLine($"{error}\n{CompareOptions.Usage}");
        return 2;
    }

    try
    {
        return CompareCommand.Run(options, $"bench/run {string.Join(' ', args)}", stop.Token);
    }
    catch (OperationCanceledException)
    {
        Console.Error.WriteLine("stopped");
        return 130;
    }
}

void End(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}
