using System.Diagnostics;
using System.Net.Sockets;
using Lb.EndToEnd.Tests.Brokers;
using Lb.EndToEnd.Tests.Clients;
using Lb.EndToEnd.Tests.Processes;
using Lb.Protocol.Mqtt;

namespace Lb.EndToEnd.Tests.Running;

/// <summary>How the process stops, and what does not stop it.</summary>
public sealed class SignalTests : IAsyncLifetime
{
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
    [InlineData(ChildProcess.SigTerm)]
    [InlineData(ChildProcess.SigUsr1)]
    public async Task LetsConnectionsEndByThemselves_WhenItIsStoppedSoftly(int signal)
    {
        await using var mqlb = await Mqlb.StartAsync(Section.Config(_port, [Broker]), _folder);
        await using var client = await Mqtt.ConnectAsync(_port, "stays");

        mqlb.Process.Signal(signal);
        await Patience.UntilAsync(() => !Accepts(), () => "it still accepts");

        Assert.NotNull(await client.SubscribeAsync([new("still/there", QualityOfService.AtLeastOnce)], null, Patience.Token()));
        Assert.False(mqlb.Process.HasExited);
        await client.DisconnectAsync();
        Assert.Equal(0, (await mqlb.Process.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task EndsAtOnce_WhenTheSecondSigtermComes()
    {
        await using var mqlb = await Mqlb.StartAsync(Section.Config(_port, [Broker]), _folder);
        await using var client = await RawClient.OpenAsync(_port);
        await client.SendAsync(RawClient.Connect("cut-off"));
        await client.ExpectConnAckAsync();
        mqlb.Process.Signal(ChildProcess.SigTerm);
        await Patience.UntilAsync(() => !Accepts(), () => "it still accepts");

        mqlb.Process.Signal(ChildProcess.SigTerm);

        Assert.Equal(0, (await mqlb.Process.EndAsync()).ExitCode);
        Assert.Empty(await client.ReadToEndAsync());

        // Whoever only looked whether it still accepts may have a line of the same kind.
        Assert.Single(mqlb.Process.Lines($@"^127\.0\.0\.1:{client.LocalAddress.Port} .* f b/s1 .* K. "));
    }

    [Fact]
    public async Task EndsWithoutASecondSignal_WhenHardStopAfterHasPassed()
    {
        await using var mqlb = await Mqlb.StartAsync(
            Section.Config(_port, TestBroker.Servers([Broker]), global: "    hard-stop-after 500ms"), _folder);
        await using var client = await Mqtt.ConnectAsync(_port, "cut-off");
        var since = Stopwatch.StartNew();

        mqlb.Process.Signal(ChildProcess.SigTerm);

        Assert.Equal(0, (await mqlb.Process.EndAsync()).ExitCode);
        Assert.True(since.Elapsed >= TimeSpan.FromMilliseconds(500), $"It ended after {since.Elapsed}.");
    }

    [Fact]
    public async Task EndsAtOnce_WhenNoConnectionIsLeft()
    {
        await using var mqlb = await Mqlb.StartAsync(Section.Config(_port, [Broker]), _folder);
        await Mqtt.VisitAsync(_port, "gone");

        mqlb.Process.Signal(ChildProcess.SigTerm);

        Assert.Equal(0, (await mqlb.Process.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task GoesOnAfterSighup_AlsoWhereThereIsNoTls()
    {
        await using var mqlb = await Mqlb.StartAsync(Section.Config(_port, [Broker]), _folder);
        await using var client = await Mqtt.ConnectAsync(_port, "stays");

        mqlb.Process.Signal(ChildProcess.SigHup);
        await mqlb.LineAsync("^No bind has TLS");

        Assert.NotNull(await client.SubscribeAsync([new("still/there", QualityOfService.AtLeastOnce)], null, Patience.Token()));
        await Mqtt.VisitAsync(_port, "next");
        await client.DisconnectAsync();
        mqlb.Process.Signal(ChildProcess.SigTerm);
        Assert.Equal(0, (await mqlb.Process.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task LeavesSighupWithoutEffect_WhileItStopsSoftly()
    {
        await using var mqlb = await Mqlb.StartAsync(Section.Config(_port, [Broker]), _folder);
        await using var client = await Mqtt.ConnectAsync(_port, "stays");
        mqlb.Process.Signal(ChildProcess.SigTerm);
        await Patience.UntilAsync(() => !Accepts(), () => "it still accepts");

        mqlb.Process.Signal(ChildProcess.SigHup);

        Assert.NotNull(await client.SubscribeAsync([new("still/there", QualityOfService.AtLeastOnce)], null, Patience.Token()));
        await client.DisconnectAsync();
        Assert.Equal(0, (await mqlb.Process.EndAsync()).ExitCode);
    }

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
}
