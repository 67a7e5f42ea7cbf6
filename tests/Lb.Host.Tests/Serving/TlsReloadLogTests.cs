using Lb.Core.Logging;
using Lb.Host.Serving;
using Lb.Proxy.Tls;

namespace Lb.Host.Tests.Serving;

public sealed class TlsReloadLogTests
{
    [Theory]
    [InlineData(1, "Certificates were replaced on 1 bind.")]
    [InlineData(3, "Certificates were replaced on 3 binds.")]
    [InlineData(0, "No bind has TLS: there are no certificates to replace.")]
    public void SaysOnHowManyBinds(int binds, string line) =>
        Assert.Equal([(SyslogLevel.Notice, line)], Lines(new TlsReloadOutcome(binds, [])));

    [Fact]
    public void TellsEveryError_AndThatNothingChanged() => Assert.Equal(
        [
            (SyslogLevel.Error, "lb.cfg:1: a"),
            (SyslogLevel.Error, "lb.cfg:2: b"),
            (SyslogLevel.Error, "Certificates were not replaced, 2 errors: everything stays as it was."),
        ],
        Lines(new TlsReloadOutcome(0, ["lb.cfg:1: a", "lb.cfg:2: b"])));

    private static List<(SyslogLevel Level, string Line)> Lines(TlsReloadOutcome outcome)
    {
        var sink = new ListSink();
        TlsReloadLog.Write(sink, outcome);
        return sink.Lines;
    }

    private sealed class ListSink : ILogSink
    {
        public List<(SyslogLevel Level, string Line)> Lines { get; } = [];

        public void Write(SyslogLevel level, string line) => Lines.Add((level, line));
    }
}
