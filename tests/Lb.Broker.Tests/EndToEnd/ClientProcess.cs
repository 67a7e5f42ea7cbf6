using System.Diagnostics;

namespace Lb.Broker.Tests.EndToEnd;

/// <summary>A client program of somebody else's, run against the broker.</summary>
internal sealed class ClientProcess : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly Process _process;

    private ClientProcess(Process process) => _process = process;

    /// <summary>Starts a program; the test is skipped where it is not installed.</summary>
    public static ClientProcess Start(string program, params string[] arguments)
    {
        Assert.True(File.Exists(program), $"{program} is not installed: run tests/install");
        // Line by line, because a program that writes into a pipe keeps its lines to itself otherwise.
        var start = new ProcessStartInfo("/usr/bin/stdbuf", ["-oL", program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new ClientProcess(Process.Start(start)!);
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>Exit code and what it wrote.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(string program, params string[] arguments)
    {
        await using var process = Start(program, arguments);
        return await process.EndAsync();
    }

    /// <summary>Reads output until a line holds a text.</summary>
    public async Task WaitForAsync(string text)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            if (line.Contains(text, StringComparison.Ordinal)) return;
        Assert.Fail($"The output ended without '{text}': {await _process.StandardError.ReadToEndAsync(limit.Token)}");
    }

    /// <summary>Waits for the end.</summary>
    public async Task<(int ExitCode, string Output)> EndAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        var errors = _process.StandardError.ReadToEndAsync(limit.Token);
        var output = await _process.StandardOutput.ReadToEndAsync(limit.Token);
        await _process.WaitForExitAsync(limit.Token);
        return (_process.ExitCode, output + await errors);
    }

    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
