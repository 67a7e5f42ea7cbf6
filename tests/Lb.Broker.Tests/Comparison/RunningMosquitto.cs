using System.Net;
using System.Net.Sockets;
using Lb.Broker.Tests.EndToEnd;

namespace Lb.Broker.Tests.Comparison;

/// <summary>A mosquitto of its own for the tests of one class.</summary>
public sealed class RunningMosquitto : IAsyncLifetime
{
    private readonly string _file = Path.GetTempFileName();
    private ClientProcess? _process;

    public int Port { get; private set; }

    public async ValueTask InitializeAsync()
    {
        Port = FreePort();
        // Nobody reads its log after the first line: a full pipe would stop it.
        await File.WriteAllTextAsync(_file, $"""
            listener {Port} 127.0.0.1
            allow_anonymous true
            persistence false
            sys_interval 1
            log_dest stdout
            log_type information
            connection_messages false

            """);
        _process = ClientProcess.Start("/usr/sbin/mosquitto", "-c", _file);
        await _process.WaitForAsync("running");
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        File.Delete(_file);
    }

    // mosquitto cannot choose a port by itself.
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
