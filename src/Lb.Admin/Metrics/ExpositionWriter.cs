using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Lb.Admin.Metrics;

/// <summary>Writes metrics as Prometheus text, format 0.0.4, without allocating. Not safe for concurrent use.</summary>
/// <remarks>A sample is written by <see cref="Sample"/>, any number of <see cref="Label(string, string)"/> and one <see cref="Value(long)"/>,
/// in this order. Names are taken as they are; label values and help texts are escaped.</remarks>
public sealed class ExpositionWriter(IBufferWriter<byte> output)
{
    private const int LongestNumber = 32;
    private static readonly SearchValues<char> EscapedInLabels = SearchValues.Create("\\\"\n");
    private static readonly SearchValues<char> EscapedInHelp = SearchValues.Create("\\\n");
    private string _name = "";
    private bool _labelled;

    /// <summary>Begins a family; its samples follow.</summary>
    public void Family(string name, MetricType type, string help)
    {
        _name = name;
        output.Write("# HELP "u8);
        Text(name);
        output.Write(" "u8);
        Escaped(help, EscapedInHelp);
        output.Write("\n# TYPE "u8);
        Text(name);
        output.Write(NameOf(type));
    }

    /// <summary>Begins a sample of the family.</summary>
    /// <param name="suffix">Appended to the family's name, for example <c>_bucket</c>.</param>
    public ExpositionWriter Sample(string suffix = "")
    {
        Text(_name);
        Text(suffix);
        _labelled = false;
        return this;
    }

    /// <summary>Adds a label to the sample.</summary>
    public ExpositionWriter Label(string name, string value)
    {
        BeginLabel(name);
        Escaped(value, EscapedInLabels);
        output.Write("\""u8);
        return this;
    }

    /// <summary>Adds a label with a number as its value.</summary>
    public ExpositionWriter Label(string name, long value)
    {
        BeginLabel(name);
        Number(value);
        output.Write("\""u8);
        return this;
    }

    /// <summary>Ends the sample with a whole number.</summary>
    public void Value(long value)
    {
        BeginValue();
        Number(value);
        output.Write("\n"u8);
    }

    /// <summary>Ends the sample with a number; not a number is written <c>NaN</c>, which means that there is no value now.</summary>
    public void Value(double value)
    {
        BeginValue();
        if (double.IsInfinity(value)) output.Write(value > 0 ? "+Inf"u8 : "-Inf"u8);
        else Number(value);
        output.Write("\n"u8);
    }

    private static ReadOnlySpan<byte> NameOf(MetricType type) => type switch
    {
        MetricType.Counter => " counter\n"u8,
        MetricType.Gauge => " gauge\n"u8,
        _ => " histogram\n"u8,
    };

    private void BeginLabel(string name)
    {
        output.Write(_labelled ? ","u8 : "{"u8);
        _labelled = true;
        Text(name);
        output.Write("=\""u8);
    }

    private void BeginValue() => output.Write(_labelled ? "} "u8 : " "u8);

    private void Number(long value)
    {
        Utf8Formatter.TryFormat(value, output.GetSpan(LongestNumber), out var written);
        output.Advance(written);
    }

    private void Number(double value)
    {
        Utf8Formatter.TryFormat(value, output.GetSpan(LongestNumber), out var written);
        output.Advance(written);
    }

    private void Text(ReadOnlySpan<char> text)
    {
        if (!text.IsEmpty) Encoding.UTF8.GetBytes(text, output);
    }

    private void Escaped(ReadOnlySpan<char> text, SearchValues<char> special)
    {
        for (var at = text.IndexOfAny(special); at >= 0; at = text.IndexOfAny(special))
        {
            Text(text[..at]);
            output.Write(EscapeOf(text[at]));
            text = text[(at + 1)..];
        }

        Text(text);
    }

    private static ReadOnlySpan<byte> EscapeOf(char character) => character switch
    {
        '\n' => "\\n"u8,
        '"' => "\\\""u8,
        _ => "\\\\"u8,
    };
}
