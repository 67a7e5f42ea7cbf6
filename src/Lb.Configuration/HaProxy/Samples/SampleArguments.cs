using System.Collections.Immutable;
using System.Globalization;

namespace Lb.Configuration.HaProxy.Samples;

/// <summary>Arguments of one fetch or converter.</summary>
internal sealed class SampleArguments(string name, ImmutableArray<string> values, Action<string> report)
{
    /// <summary>How many there are.</summary>
    public int Count => values.Length;

    /// <summary>True after an error.</summary>
    public bool Failed { get; private set; }

    /// <summary>Adds an error.</summary>
    public void Error(string message)
    {
        Failed = true;
        report($"{name}: {message}");
    }

    /// <summary>Checks the number of arguments.</summary>
    public bool Take(int minimum, int maximum)
    {
        if (Count >= minimum && Count <= maximum)
            return true;
        var range = minimum == maximum ? $"{minimum}" : $"{minimum} to {maximum}";
        Error(maximum == 0 ? "takes no argument." : $"takes {range} argument{(maximum == 1 ? "" : "s")}, {Count} given.");
        return false;
    }

    /// <summary>Argument at an index, from 0; the default when it is not written.</summary>
    public string Text(int index, string defaultValue = "") => index < Count ? values[index] : defaultValue;

    /// <summary>Integer at an index; the default when it is not written. An error gives 0.</summary>
    public long Integer(int index, long minimum, long maximum, long defaultValue = 0)
    {
        if (index >= Count)
            return defaultValue;
        if (long.TryParse(values[index], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= minimum && value <= maximum)
            return value;
        Error($"argument {index + 1}, '{values[index]}', is not a number from {minimum} to {maximum}.");
        return 0;
    }
}
