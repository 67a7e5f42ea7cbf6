using Lb.Configuration.Diagnostics;
using Lb.Configuration.Model;

namespace Lb.Configuration.Tests.Nginx;

public sealed class NginxMainTests
{
    [Fact]
    public void LogsToStandardError_WhenNothingIsSaid()
    {
        var log = Assert.Single(Global("").Logs);

        Assert.Equal((LogTransport.Stderr, LogFormat.Raw, 5), (log.Transport, log.Format, log.MaxLevel));
    }

    [Theory]
    [InlineData("error_log stderr warn;", LogTransport.Stderr, "", 4)]
    [InlineData("error_log stderr;", LogTransport.Stderr, "", 3)]
    [InlineData("error_log syslog:server=10.0.0.9 info;", LogTransport.Udp, "10.0.0.9:514", 6)]
    [InlineData("error_log syslog:server=[::1]:1514,facility=local0;", LogTransport.Udp, "[::1]:1514", 3)]
    [InlineData("error_log syslog:server=unix:/dev/log notice;", LogTransport.Unix, "/dev/log", 5)]
    public void ReadsTheProcessLog(string line, LogTransport transport, string address, int level)
    {
        var log = Assert.Single(Global(line).Logs);

        Assert.Equal((transport, address, level), (log.Transport, log.Address, log.MaxLevel));
    }

    [Fact]
    public void ReadsTheConnectionLog()
    {
        var log = NginxText.Load(NginxText.Stream(inServer: "access_log /dev/stdout; access_log syslog:server=10.0.0.9;")).Frontends[0].Log;

        Assert.True(log.TcpLog);
        Assert.Equal([LogTransport.Stdout, LogTransport.Udp], log.Targets.Select(t => t.Transport));
    }

    [Theory]
    [InlineData("error_log stderr loud;", "'error_log': 'loud' is not a level.")]
    [InlineData("error_log memory:1m;", "'error_log': 'memory:' is not built yet.")]
    [InlineData("error_log syslog:tag=x;", "'error_log': syslog parameter 'tag=x' is not built yet")]
    [InlineData("error_log syslog:facility=local0;", "'error_log': syslog needs 'server=ADDRESS[:PORT]'.")]
    [InlineData("worker_processes 0;", "'worker_processes': '0' is not a number from 1 to 1024.")]
    public void NamesTheLine_WhenAValueIsWrong(string line, string error) =>
        Assert.StartsWith("lb.conf:1: " + error, NginxText.Error(NginxText.Stream(atTop: line)));

    [Fact]
    public void ReadsThreadsAndLimits()
    {
        var global = Global("worker_processes 4; worker_shutdown_timeout 30s; events { worker_connections 1000; }");

        Assert.Equal((4, 2000, TimeSpan.FromSeconds(30)), (global.Threads, global.MaxConnections, global.HardStopAfter));
    }

    [Fact]
    public void UsesAThreadPerCore_WhenWorkersAreAuto() => Assert.Null(Global("worker_processes auto;").Threads);

    [Theory]
    [InlineData("user nginx;", "lb.conf:1: 'user' has no effect here: the process keeps the user that started it.")]
    [InlineData("pid /run/x.pid;", "lb.conf:1: 'pid' has no effect here: the command line's '-p FILE' writes the process id.")]
    [InlineData("load_module a.so;", "lb.conf:1: 'load_module' has no effect here: everything is built in.")]
    [InlineData("events { multi_accept on; }", "lb.conf:1: 'multi_accept' has no effect here: the balancer chooses by itself how it waits for events.")]
    [InlineData("error_log /var/log/nginx/error.log;", "lb.conf:1: 'error_log' writes to standard error, not to '/var/log/nginx/error.log': log files belong to whoever starts the process.")]
    public void Warns_WhenADirectiveChangesNothing(string line, string warning) =>
        Assert.Equal(warning, Assert.Single(NginxText.Warnings(NginxText.Stream(atTop: line))));

    [Fact]
    public void SaysHowManyClientsFit_WhenWorkerConnectionsAreGiven()
    {
        var result = NginxText.Parse(NginxText.Stream(atTop: "events { worker_connections 512; }"));

        Assert.Equal(256, result.Config!.Global.MaxConnections);
        Assert.Contains("256 clients", Assert.Single(result.Diagnostics, d => d.Severity == ConfigSeverity.Notice).Message);
    }

    [Fact]
    public void TakesTheLargestBuffer_WhenServersDiffer()
    {
        var text = NginxText.Stream(inServer: "proxy_buffer_size 4k;", inStream: "server { listen 1; proxy_pass u; }");

        Assert.Equal(16384, NginxText.Load(text).Global.BufferSize);
        Assert.Contains("'proxy_buffer_size' differs", Assert.Single(NginxText.Warnings(text)));
    }

    private static GlobalConfig Global(string line) => NginxText.Load(NginxText.Stream(atTop: line)).Global;
}
