using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Lb.Testing.Balancers;

/// <summary>A balancer of somebody else's as a process of ours: free port, folder of its own, started, waited for, ended by its
/// id.</summary>
internal sealed class RealBalancer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);
    private readonly Process _process;
    private readonly DirectoryInfo _folder;
    private readonly StringBuilder _output = new();

    private RealBalancer(Process process, DirectoryInfo folder, int port)
    {
        _process = process;
        _folder = folder;
        Port = port;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    public int Port { get; }

    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    public static async Task<RealBalancer> StartAsync(string program, Func<string, string[]> arguments, Func<int, string, string> config)
    {
        var folder = Directory.CreateTempSubdirectory("lb-test-");
        var port = FreePort.Take();
        var file = Path.Combine(folder.FullName, "balancer.cfg");
        await File.WriteAllTextAsync(file, config(port, folder.FullName) + "\n");
        var start = new ProcessStartInfo(program, arguments(file)) { RedirectStandardOutput = true, RedirectStandardError = true };
        var balancer = new RealBalancer(new Process { StartInfo = start }, folder, port);
        balancer.Start();
        try
        {
            await balancer.WaitUntilItAcceptsAsync();
            return balancer;
        }
        catch
        {
            await balancer.DisposeAsync();
            throw;
        }
    }

    public async Task<string> LineWithAsync(string text)
    {
        var since = Stopwatch.StartNew();
        while (since.Elapsed < Patience)
        {
            var line = Output.Split('\n').FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal));
            if (line is not null) return line;
            await Task.Delay(Step);
        }

        throw new TimeoutException($"No line with '{text}' in: {Output}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private void Start()
    {
        if (!_process.Start()) throw new Win32Exception($"{_process.StartInfo.FileName} did not start.");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private async Task WaitUntilItAcceptsAsync()
    {
        var since = Stopwatch.StartNew();
        while (since.Elapsed < Patience && !_process.HasExited)
        {
            // A program that lost its port to another process ends; what answers then is not ours.
            if (await AcceptsAsync() && !_process.HasExited) return;
            await Task.Delay(Step);
        }

        throw new InvalidOperationException($"{_process.StartInfo.FileName} does not accept on port {Port}: {Output}");
    }

    private async Task<bool> AcceptsAsync()
    {
        using var probe = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await probe.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_output) _output.Append(line).Append('\n');
    }
}
