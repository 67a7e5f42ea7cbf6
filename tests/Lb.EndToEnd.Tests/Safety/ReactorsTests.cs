using System.Globalization;
using System.Net.Sockets;
using Lb.Broker.Client;
using Lb.EndToEnd.Tests.Brokers;
using Lb.EndToEnd.Tests.Clients;
using Lb.EndToEnd.Tests.Processes;
using Lb.Protocol.Mqtt;

namespace Lb.EndToEnd.Tests.Safety;

/// <summary>Several threads that share the work of one process.</summary>
public sealed class ReactorsTests : IAsyncLifetime
{
    private const int AtOnce = 64;
    private readonly TestFolder _folder = new();
    private readonly int _port = Port.Take();
    private Reference? _broker;

    private Reference Broker => _broker!;

    public async ValueTask InitializeAsync() => _broker = await Reference.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Broker.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task GoesOnWithMessages_WhileClientsStormIn(int threads)
    {
        await using var mqlb = await StartAsync(threads);
        await using var client = await Mqtt.ConnectAsync(_port, "talker");
        await client.SubscribeAsync([new("echo", QualityOfService.AtMostOnce)], null, Patience.Token());
        var arrived = 0;
        var storm = Parallel.ForAsync(0, Counts.Of(2_000, 10_000), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) =>
        {
            await Mqtt.VisitAsync(_port, $"stormer-{i}");
            Interlocked.Increment(ref arrived);
        });

        var most = 0;
        var turns = 0;
        for (; !storm.IsCompleted; turns++)
        {
            var before = Volatile.Read(ref arrived);
            await client.PublishAsync(new PublishPacket { Topic = "echo" }, Patience.Token());
            Assert.NotNull(await client.ReceiveAsync(Patience.Token()));
            most = Math.Max(most, Volatile.Read(ref arrived) - before);
        }

        await storm;
        TestContext.Current.TestOutputHelper?.WriteLine($"{turns} messages; at most {most} of {arrived} clients came within one");
        Assert.True(most <= arrived / 4, $"{most} clients were served before one message");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public async Task ServesEverybodyInTheEnd_WhenTheFrontendIsFullOnSeveralThreads(int threads)
    {
        // Its own backlog would be as short as maxconn: the kernel would send most of them away, to come back after seconds.
        await using var mqlb = await StartAsync(threads, "    maxconn 5\n    backlog 512");

        await Parallel.ForAsync(0, Counts.Of(500, 5_000), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) =>
        {
            await Mqtt.VisitAsync(_port, $"waiter-{i}");
            Assert.InRange(Broker.Counters.Connections, 0, 10);
        });
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(4, false)]
    [InlineData(4, true)]
    public async Task EndsWithEveryConnection_WhenItIsStoppedWhileManyRelay(int threads, bool hard)
    {
        await using var mqlb = await StartAsync(threads);
        var clients = new MqttClient[Counts.Of(400, 3_000)];
        await Parallel.ForAsync(0, clients.Length, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) =>
            clients[i] = await Mqtt.ConnectAsync(_port, $"relayed-{i}"));

        mqlb.Process.Signal(ChildProcess.SigTerm);
        if (hard)
        {
            await Patience.UntilAsync(() => !Accepts(), () => "it still accepts");
            mqlb.Process.Signal(ChildProcess.SigTerm);
            foreach (var client in clients) await client.Closed.WaitAsync(Patience.Limit);
        }
        else
        {
            Assert.False(mqlb.Process.HasExited);
            foreach (var client in clients) await client.DisconnectAsync();
        }

        var ended = await mqlb.Process.EndAsync();
        Assert.Equal(0, ended.ExitCode);
        Assert.Equal(clients.Length, mqlb.Process.Lines(hard ? " f b/s1 .* K. " : " f b/s1 .* -- ").Count);
        foreach (var client in clients) await client.DisposeAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task RefusesToStart_WhenAnotherProcessHasThePort(int threads)
    {
        await using var first = await StartAsync(threads);

        var second = await Mqlb.RunAsync(_folder, "-f", _folder.Write("second.cfg", Config(threads)));

        Assert.NotEqual(0, second.ExitCode);
        Assert.Contains($"127.0.0.1:{_port}", second.Output, StringComparison.Ordinal);
        await Mqtt.VisitAsync(_port, "still served");
    }

    [Fact]
    public async Task SpreadsTheWorkOverAllThreads_WhenThereAreFour()
    {
        Assert.SkipWhen(Mqlb.IsOnPortable, "The portable transport shares the runtime's threads.");
        const int Threads = 4;
        await using var mqlb = await StartAsync(Threads);
        var before = ReactorTimes(mqlb);

        await Parallel.ForAsync(0, Counts.Of(400, 4_000), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) =>
            await Mqtt.VisitAsync(_port, $"spread-{i}"));

        var spent = ReactorTimes(mqlb).ToDictionary(now => now.Key, now => now.Value - before[now.Key]);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", spent.Select(thread => $"{thread.Key}: {thread.Value / 1000} us")));
        Assert.Equal(Threads, spent.Count);
        // The kernel spreads by a hash of the addresses: about even, never exactly.
        Assert.All(spent.Values, time => Assert.True(time > spent.Values.Sum() / Threads / 4, "a thread has less than a quarter of its share"));
    }

    // Nanoseconds of the processor that each reactor's thread has had.
    private static Dictionary<string, long> ReactorTimes(Mqlb mqlb) => Directory.GetDirectories($"/proc/{mqlb.Process.Id}/task")
        .Select(task => (Name: File.ReadAllText($"{task}/comm").Trim(), Time: File.ReadAllText($"{task}/schedstat").Split(' ')[0]))
        .Where(task => task.Name.StartsWith("reactor ", StringComparison.Ordinal))
        .ToDictionary(task => task.Name, task => long.Parse(task.Time, CultureInfo.InvariantCulture));

    private bool Accepts()
    {
        using var probe = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Connect("127.0.0.1", _port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private string Config(int threads, string frontend = "") =>
        Section.Config(_port, TestBroker.Servers([Broker]), frontend: frontend, global: $"    nbthread {threads}") + "\n";

    private Task<Mqlb> StartAsync(int threads, string frontend = "") => Mqlb.StartAsync(Config(threads, frontend), _folder);
}
