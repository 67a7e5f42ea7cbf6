using System.Diagnostics;
using System.Runtime.InteropServices;
using Lb.Bench.Load.Balancers;

namespace Lb.Bench.Load.Report;

/// <summary>What a reader must know about the machine and the programs to judge the numbers.</summary>
/// <param name="Facts">Name and value, in the order of the report.</param>
internal sealed record RunEnvironment(IReadOnlyList<(string Name, string Value)> Facts)
{
    private static readonly TimeSpan VersionLimit = TimeSpan.FromMinutes(5);

    /// <summary>Asks every balancer for its version, which also builds mqlb where its sources changed.</summary>
    public static RunEnvironment Read(IEnumerable<Balancer> balancers, string command, string cores) => new(
    [
        ("command", command),
        ("date", TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd HH:mm 'UTC'")),
        .. balancers.Select(balancer => (balancer.Name, Version(balancer))),
        ("OpenSSL", FirstLine("openssl", ["version"])),
        (".NET", RuntimeInformation.FrameworkDescription),
        ("kernel", FirstLine("uname", ["-sr"])),
        ("CPU", ProcessorModel()),
        ("cores", cores),
        ("load average at the start", File.ReadAllText("/proc/loadavg").Trim()),
    ]);

    private static string Version(Balancer balancer)
    {
        // The first call may build mqlb, and says so instead.
        _ = FirstLine(balancer.Program, balancer.VersionArguments);
        return FirstLine(balancer.Program, balancer.VersionArguments);
    }

    private static string ProcessorModel()
    {
        string? line = File.ReadLines("/proc/cpuinfo").FirstOrDefault(text => text.StartsWith("model name", StringComparison.Ordinal));
        return line is null ? "unknown" : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }

    private static string FirstLine(string program, string[] arguments)
    {
        // nginx prints its version to stderr.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" 2>&1", "sh", program, .. arguments]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(VersionLimit))
            process.Kill(entireProcessTree: true);
        return output.GetAwaiter().GetResult().Split('\n')[0].Trim();
    }
}
