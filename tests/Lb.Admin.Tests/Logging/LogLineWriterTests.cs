using System.Text;
using Lb.Admin.Logging;
using Lb.Configuration.Model;
using Lb.Core.Logging;

namespace Lb.Admin.Tests.Logging;

public sealed class LogLineWriterTests
{
    private static readonly LogOrigin Origin = new("mqlb", 4711, "lb1");
    private static readonly DateTimeOffset At = new(2026, 3, 7, 4, 5, 6, 123, 456, TimeSpan.Zero);

    [Theory]
    [InlineData(LogFormat.Local, "<133>Mar  7 04:05:06 mqlb[4711]: Server b/s is UP.\n")]
    [InlineData(LogFormat.Rfc3164, "<133>Mar  7 04:05:06 lb1 mqlb[4711]: Server b/s is UP.\n")]
    [InlineData(LogFormat.Rfc5424, "<133>1 2026-03-07T04:05:06.123456+00:00 lb1 mqlb 4711 - - Server b/s is UP.\n")]
    [InlineData(LogFormat.Raw, "Server b/s is UP.\n")]
    [InlineData(LogFormat.Short, "<5>Server b/s is UP.\n")]
    [InlineData(LogFormat.Timed, "<5>2026-03-07T04:05:06.123456+00:00 Server b/s is UP.\n")]
    [InlineData(LogFormat.Priority, "<133>Server b/s is UP.\n")]
    [InlineData(LogFormat.Iso, "2026-03-07T04:05:06.123456+00:00 Server b/s is UP.\n")]
    public void WritesTheHeaderOfTheFormat_ForEachFormat(LogFormat format, string expected) =>
        Assert.Equal(expected, Write(Udp with { Format = format }, SyslogLevel.Notice, "Server b/s is UP."));

    [Fact]
    public void ShowsTheLocalTime_WhereTheZoneIsNotUtc()
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone("x", TimeSpan.FromMinutes(-210), "x", "x");
        Assert.Equal("2026-03-07T00:35:06.123456-03:30 x\n", Write(Udp with { Format = LogFormat.Iso }, SyslogLevel.Info, "x", zone));
    }

    [Theory]
    [InlineData(0, "<27>x\n")]
    [InlineData(3, "<27>x\n")]
    [InlineData(6, "<30>x\n")]
    public void RaisesTheLevel_WhereItIsMoreSevereThanTheMinimum(int level, string expected) =>
        Assert.Equal(expected, Write(Udp with { Format = LogFormat.Priority, Facility = 3, MinLevel = 3 }, (SyslogLevel)level, "x"));

    [Fact]
    public void CutsHeaderAndMessageTogether_WhereTheyAreLongerThanLen()
    {
        var line = Write(Udp with { MaxLength = 80 }, SyslogLevel.Alert, "Server be/s1 is DOWN, reason: Layer4 connection problem");
        Assert.Equal("<129>Mar  7 04:05:06 mqlb[4711]: Server be/s1 is DOWN, reason: Layer4 connection\n"[..80] + "\n", line);
    }

    [Fact]
    public void KeepsTheWholeLine_WhereItIsExactlyAsLongAsLen() =>
        Assert.Equal(new string('x', 80) + "\n", Write(Udp with { Format = LogFormat.Raw, MaxLength = 80 }, SyslogLevel.Info, new string('x', 80)));

    [Theory]
    [InlineData("é", 79)]
    [InlineData("€", 78)]
    [InlineData("€", 79)]
    [InlineData("😀", 77)]
    [InlineData("😀", 79)]
    public void CutsBeforeACharacter_WhereItDoesNotFitAsAWhole(string last, int before)
    {
        var message = new string('x', before) + last;
        Assert.Equal(new string('x', before) + "\n", Write(Udp with { Format = LogFormat.Raw, MaxLength = 80 }, SyslogLevel.Info, message));
    }

    [Fact]
    public void EscapesControlCharacters_SoThatNobodyWritesALineOfTheirOwn() =>
        Assert.Equal("id a#0A<0>forged#00#1B[0m ü\n", Write(Udp with { Format = LogFormat.Raw }, SyslogLevel.Info, "id a\n<0>forged\0\x1b[0m ü"));

    private static LogTargetConfig Udp { get; } = new() { Transport = LogTransport.Udp, Address = "127.0.0.1:514" };

    private static string Write(LogTargetConfig config, SyslogLevel level, string message, TimeZoneInfo? zone = null) =>
        Encoding.UTF8.GetString(new LogLineWriter(config, Origin, zone ?? TimeZoneInfo.Utc).Write(At, level, message).Span);
}
