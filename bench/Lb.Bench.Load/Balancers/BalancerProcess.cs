using System.Diagnostics;
using Lb.Bench.Load.Measuring;
using Lb.Bench.Load.Native;

namespace Lb.Bench.Load.Balancers;

/// <summary>A running balancer, pinned to its cores. Disposing ends it, by its process id.</summary>
internal sealed class BalancerProcess : IDisposable
{
    private static readonly TimeSpan SoftStop = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly string _logPath;

    private BalancerProcess(Process process, BindAddresses binds, int threads, string logPath)
    {
        _process = process;
        Binds = binds;
        Threads = threads;
        _logPath = logPath;
    }

    public BindAddresses Binds { get; }

    /// <summary>Threads it was configured for, and cores it may use; with two, the load shares the second core.</summary>
    public int Threads { get; }

    public bool HasExited => _process.HasExited;

    /// <summary>CPU time so far of the process and those below it.</summary>
    public CpuTime Cpu => ProcCpu.Read(ProcTree.WithChildren(_process.Id));

    /// <summary>Open descriptors of the process that carries the connections.</summary>
    public int Descriptors => ProcDescriptors.Count(Carrier);

    /// <summary>Resident bytes of the process that carries the connections: nginx's worker, the process itself otherwise.</summary>
    public long ResidentBytes => ProcMemory.ResidentBytes(Carrier);

    private int Carrier => ProcTree.WithChildren(_process.Id)[^1];

    /// <summary>Starts the program. It gets SIGTERM from the kernel when this process dies, however that happens.</summary>
    public static BalancerProcess Start(Balancer balancer, string configPath, BindAddresses binds, int threads)
    {
        string log = configPath + ".log";
        var start = new ProcessStartInfo("/bin/sh", ["-c", "log=$1; shift; exec \"$@\" >\"$log\" 2>&1", "sh", log]);
        string[] command = ["setpriv", "--pdeathsig", "TERM", "taskset", "-c", Cores.ForBalancer(threads), balancer.Program, .. balancer.RunArguments];
        foreach (string argument in command)
            start.ArgumentList.Add(argument.Replace("{{config}}", configPath, StringComparison.Ordinal).Replace("{{plain}}", $"{binds.Plain}", StringComparison.Ordinal));
        return new BalancerProcess(Process.Start(start)!, binds, threads, log);
    }

    /// <summary>The last lines of its output.</summary>
    public string LogTail() => string.Join(" | ", File.ReadLines(_logPath).TakeLast(3));

    public void Dispose()
    {
        // Twice: the first SIGTERM lets mqlb wait for its connections, the second does not.
        for (int i = 0; i < 2 && !_process.HasExited; i++)
        {
            _ = LibC.Kill(_process.Id, LibC.SignalTerminate);
            _process.WaitForExit(SoftStop);
        }

        if (!_process.HasExited)
            KillAll();
        _process.WaitForExit();
        _process.Dispose();
    }

    private void KillAll()
    {
        foreach (int processId in ProcTree.WithChildren(_process.Id))
            _ = LibC.Kill(processId, LibC.SignalKill);
    }
}
