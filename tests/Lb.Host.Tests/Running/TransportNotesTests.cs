using Lb.Host.Running;

namespace Lb.Host.Tests.Running;

public sealed class TransportNotesTests
{
    private const string Frontend = "frontend f\n    bind 127.0.0.1:1883\n";

    [Fact]
    public void SaysWhatBuffersDo_WhenTheirSizeIsSetOnTheFastTransport() =>
        Assert.StartsWith(
            "mqlb: warning: buffers of 32768 bytes ('tune.bufsize', or nginx's 'proxy_buffer_size') have no effect on the relay of the fast transport",
            Notes("global\n    tune.bufsize 32768\n", "fast"), StringComparison.Ordinal);

    [Theory]
    [InlineData("global\n    tune.bufsize 32768\n", "portable")]
    [InlineData("global\n    tune.bufsize 16384\n", "fast")]
    [InlineData("", "fast")]
    [InlineData("", "portable")]
    public void SaysNothing_WhenTheTransportGivesWhatIsAskedFor(string global, string transport) => Assert.Null(Notes(global, transport));

    [Fact]
    public void NamesTheThreads_WhenThePortableTransportCannotLimitThem()
    {
        var threads = Environment.ProcessorCount + 1;

        Assert.StartsWith(
            $"mqlb: warning: 'nbthread {threads}' has no effect on the portable transport",
            Notes($"global\n    nbthread {threads}\n", "portable"), StringComparison.Ordinal);
        Assert.Null(Notes($"global\n    nbthread {threads}\n", "fast"));
    }

    private static string? Notes(string global, string transport) => TransportNotes.Of(TestConfig.Load(global + Frontend), transport);
}
