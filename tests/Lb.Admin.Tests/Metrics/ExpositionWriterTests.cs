using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Lb.Admin.Metrics;

namespace Lb.Admin.Tests.Metrics;

public sealed class ExpositionWriterTests
{
    private readonly ArrayBufferWriter<byte> _output = new();
    private readonly ExpositionWriter _writer;

    public ExpositionWriterTests() => _writer = new ExpositionWriter(_output);

    [Fact]
    public void WritesTheTextFormat_ForEachType()
    {
        _writer.Family("a_total", MetricType.Counter, "Counts a.");
        _writer.Sample().Value(0L);
        _writer.Sample().Label("proxy", "fe").Value(long.MaxValue);
        _writer.Family("b", MetricType.Gauge, "Is b.");
        _writer.Sample().Label("proxy", "fe").Label("server", "s1").Value(-1L);
        _writer.Family("c", MetricType.Histogram, "Spreads c.");
        _writer.Sample("_bucket").Label("le", 10).Value(2);
        _writer.Sample("_bucket").Label("le", "+Inf").Value(3);
        Assert.Equal(
            """
            # HELP a_total Counts a.
            # TYPE a_total counter
            a_total 0
            a_total{proxy="fe"} 9223372036854775807
            # HELP b Is b.
            # TYPE b gauge
            b{proxy="fe",server="s1"} -1
            # HELP c Spreads c.
            # TYPE c histogram
            c_bucket{le="10"} 2
            c_bucket{le="+Inf"} 3

            """,
            Text);
    }

    [Theory]
    [InlineData(0.25, "m 0.25\n")]
    [InlineData(3, "m 3\n")]
    [InlineData(0.000012, "m 1.2E-05\n")]
    [InlineData(double.NaN, "m NaN\n")]
    [InlineData(double.PositiveInfinity, "m +Inf\n")]
    [InlineData(double.NegativeInfinity, "m -Inf\n")]
    public void WritesNumbersAsPrometheusReadsThem_ForFractionsAndSpecialOnes(double value, string expected)
    {
        _writer.Family("m", MetricType.Gauge, "M.");
        _output.ResetWrittenCount();
        _writer.Sample().Value(value);
        Assert.Equal(expected, Text);
    }

    [Fact]
    public void EscapesQuotesBackslashesAndLineFeeds_InLabelValues()
    {
        _writer.Sample().Label("proxy", "a\"b\\c\nd}é").Value(1L);
        Assert.Equal("{proxy=\"a\\\"b\\\\c\\nd}é\"} 1\n", Text);
    }

    [Fact]
    public void EscapesBackslashesAndLineFeedsButNotQuotes_InHelp()
    {
        _writer.Family("m", MetricType.Gauge, "a\"b\\c\nd");
        Assert.Equal("# HELP m a\"b\\\\c\\nd\n# TYPE m gauge\n", Text);
    }

    [Fact]
    public void KeepsEachSampleOnOneLineAndReadable_WhateverTheLabelHolds() =>
        Check.One(
            Config.QuickThrowOnFailure,
            Prop.ForAll<string?>(value =>
            {
                var output = new ArrayBufferWriter<byte>();
                new ExpositionWriter(output).Sample().Label("l", value ?? "").Value(1L);
                var text = Encoding.UTF8.GetString(output.WrittenSpan);
                return text.IndexOf('\n', StringComparison.Ordinal) == text.Length - 1 && Unescape(text) == WellFormed(value ?? "");
            }));

    private static string WellFormed(string value) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(value));

    private static string Unescape(string sample)
    {
        var value = sample["{l=\"".Length..^"\"} 1\n".Length];
        var text = new StringBuilder();
        for (var at = 0; at < value.Length; at++)
        {
            if (value[at] != '\\')
            {
                text.Append(value[at]);
                continue;
            }

            at++;
            text.Append(value[at] == 'n' ? '\n' : value[at]);
        }

        return text.ToString();
    }

    private string Text => Encoding.UTF8.GetString(_output.WrittenSpan);
}
