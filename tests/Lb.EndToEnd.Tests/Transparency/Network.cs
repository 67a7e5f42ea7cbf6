using Lb.EndToEnd.Tests.Processes;

namespace Lb.EndToEnd.Tests.Transparency;

/// <summary>Four hosts of their own: a client with four addresses, the balancer, and two brokers with the addresses of the guides. Answers of
/// the brokers to clients come by way of the balancer, which takes them for itself (policy routing by interface and port).</summary>
internal sealed class Network : IAsyncDisposable
{
    private const string Client = "client";
    private const string Balancer = "balancer";
    private static int _count;
    private readonly string _prefix = $"mqlb{Environment.ProcessId}x{Interlocked.Increment(ref _count)}-";

    private Network()
    {
    }

    /// <summary>Address of the balancer on the clients' side.</summary>
    public const string BalancerAddress = "10.99.1.1";

    /// <summary>Addresses of the client.</summary>
    public static IReadOnlyList<string> ClientAddresses { get; } = ["10.99.1.2", "10.99.1.3", "10.99.1.4", "10.99.1.5"];

    public static async Task<Network> CreateAsync()
    {
        var network = new Network();
        try
        {
            foreach (var name in (string[])[Client, Balancer, "broker1", "broker2"]) await RunAsync("netns", "add", network._prefix + name);
            await network.LinkClientAsync();
            await network.LinkBrokersAsync();
            return network;
        }
        catch
        {
            await network.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a program on the client.</summary>
    public Task<Ended> RunOnClientAsync(params string[] command) => ChildProcess.RunAsync("/usr/sbin/ip", ["netns", "exec", _prefix + Client, .. command]);

    /// <summary>Starts the balancer, waits until it listens.</summary>
    public Task<Mqlb> StartBalancerAsync(TestFolder folder, string config) => Mqlb.StartAsync(ChildProcess.StartIn(
        folder.Path,
        Mqlb.Environment,
        "/usr/sbin/ip",
        ["netns", "exec", _prefix + Balancer, Mqlb.Program, .. Mqlb.OnTransport(["-f", folder.Write("mqlb.cfg", config)])]));

    /// <summary>Starts mosquitto on broker 1 or 2.</summary>
    public async Task<ChildProcess> StartBrokerAsync(TestFolder folder, int number)
    {
        var config = folder.Write($"mosquitto{number}.conf", "listener 1883 0.0.0.0\nallow_anonymous true\nlog_dest stdout\nlog_type all\n");
        var broker = ChildProcess.Start("/usr/sbin/ip", "netns", "exec", $"{_prefix}broker{number}", "/usr/sbin/mosquitto", "-c", config);
        await broker.LineAsync("mosquitto version .* running");
        return broker;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var name in (string[])[Client, Balancer, "broker1", "broker2"])
            await ChildProcess.RunAsync("/usr/sbin/ip", "netns", "del", _prefix + name);
    }

    private async Task LinkClientAsync()
    {
        await OnAsync(Balancer, "link", "add", "clients", "type", "veth", "peer", "name", "eth0", "netns", _prefix + Client);
        await OnAsync(Balancer, "addr", "add", $"{BalancerAddress}/24", "dev", "clients");
        await OnAsync(Balancer, "link", "set", "clients", "up");
        await OnAsync(Balancer, "link", "set", "lo", "up");
        foreach (var address in ClientAddresses) await OnAsync(Client, "addr", "add", $"{address}/24", "dev", "eth0");
        await OnAsync(Client, "link", "set", "eth0", "up");
    }

    private async Task LinkBrokersAsync()
    {
        await OnAsync(Balancer, "link", "add", "brokers", "type", "bridge");
        await OnAsync(Balancer, "addr", "add", "192.168.0.1/24", "dev", "brokers");
        await OnAsync(Balancer, "link", "set", "brokers", "up");
        for (var i = 1; i <= 2; i++)
        {
            var broker = $"broker{i}";
            await OnAsync(Balancer, "link", "add", $"port{i}", "master", "brokers", "type", "veth", "peer", "name", "eth0", "netns", _prefix + broker);
            await OnAsync(Balancer, "link", "set", $"port{i}", "up");
            await OnAsync(broker, "addr", "add", $"192.168.0.{i + 1}/24", "dev", "eth0");
            await OnAsync(broker, "link", "set", "eth0", "up");
            await OnAsync(broker, "route", "add", "default", "via", "192.168.0.1");
        }

        await OnAsync(Balancer, "rule", "add", "iif", "brokers", "ipproto", "tcp", "sport", "1883", "lookup", "100");
        await OnAsync(Balancer, "route", "add", "local", "0.0.0.0/0", "dev", "lo", "table", "100");
    }

    private Task OnAsync(string name, params string[] command) => RunAsync(["-n", _prefix + name, .. command]);

    private static async Task RunAsync(params string[] command)
    {
        var ended = await ChildProcess.RunAsync("/usr/sbin/ip", command);
        Assert.True(ended.ExitCode == 0, $"ip {string.Join(' ', command)}: {ended.Output}");
    }
}
