using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Lb.EndToEnd.Tests.Processes;

/// <summary>A program that runs beside the test: its output line by line, its signals, its end.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    public const int SigHup = 1;
    public const int SigKill = 9;
    public const int SigUsr1 = 10;
    public const int SigTerm = 15;
    public const int SigContinue = 18;
    public const int SigStop = 19;

    private readonly Process _process;
    private readonly List<string> _lines = [];

    private ChildProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Both outputs so far.</summary>
    public string Output
    {
        get
        {
            lock (_lines) return string.Join('\n', _lines);
        }
    }

    /// <summary>Resident memory in bytes.</summary>
    public long ResidentMemory => Memory("VmRSS:");

    /// <summary>Most resident memory that it ever had, in bytes.</summary>
    public long PeakMemory => Memory("VmHWM:");

    /// <summary>Starts a program. Its output comes line by line also where it writes into a pipe.</summary>
    public static ChildProcess Start(string program, params IEnumerable<string> arguments) => new(Describe(program, arguments));

    /// <summary>Starts a program in a folder, with more environment.</summary>
    public static ChildProcess StartIn(string folder, IReadOnlyDictionary<string, string> environment, string program, IEnumerable<string> arguments)
    {
        var start = Describe(program, arguments);
        start.WorkingDirectory = folder;
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new ChildProcess(start);
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<Ended> RunAsync(string program, params IEnumerable<string> arguments)
    {
        await using var process = Start(program, arguments);
        return await process.EndAsync();
    }

    /// <summary>All lines so far that match.</summary>
    public IReadOnlyList<string> Lines(string pattern)
    {
        lock (_lines) return [.. _lines.Where(line => Regex.IsMatch(line, pattern))];
    }

    /// <summary>Waits for so many lines that match, and returns the last of them.</summary>
    public async Task<string> LineAsync(string pattern, int count = 1)
    {
        await Patience.UntilAsync(() => Lines(pattern).Count >= count || _process.HasExited, () => $"no line '{pattern}' in:\n{Output}");
        if (_process.HasExited) await _process.WaitForExitAsync(Patience.Token());
        var lines = Lines(pattern);
        Assert.True(lines.Count >= count, $"It ended without line '{pattern}':\n{Output}");
        return lines[count - 1];
    }

    /// <summary>Waits for its end.</summary>
    public Task<Ended> EndAsync() => EndAsync(Patience.Limit);

    /// <summary>Waits for its end, as long as that may take.</summary>
    public async Task<Ended> EndAsync(TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(limit);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"{_process.StartInfo.FileName} {string.Join(' ', _process.StartInfo.ArgumentList)} does not end:\n{Output}");
        }

        return new Ended(_process.ExitCode, Output);
    }

    public void Signal(int signal) => Assert.Equal(0, Kill(Id, signal));

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static ProcessStartInfo Describe(string program, IEnumerable<string> arguments) =>
        new("/usr/bin/stdbuf", ["-oL", program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };

    private long Memory(string row) =>
        long.Parse(
            File.ReadLines($"/proc/{Id}/status").First(line => line.StartsWith(row, StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture) * 1024;

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_lines) _lines.Add(line);
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int pid, int signal);
}
