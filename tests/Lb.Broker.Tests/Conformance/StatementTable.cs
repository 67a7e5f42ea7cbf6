namespace Lb.Broker.Tests.Conformance;

/// <summary>A file that names the tests of each normative statement: <c>MQTT-1.2.3-4: Class.Method, Class.Method</c>, or behind the colon a
/// dash and the reason why there is none.</summary>
internal sealed class StatementTable
{
    private readonly List<(string Id, string Text)> _rows;

    private StatementTable(List<(string Id, string Text)> rows) => _rows = rows;

    public IEnumerable<string> Ids => _rows.Select(row => row.Id);

    /// <summary>Rows without tests.</summary>
    public IEnumerable<(string Id, string Reason)> Reasons => _rows.Where(IsReason).Select(row => (row.Id, row.Text[1..].Trim()));

    public IEnumerable<(string Id, string Test)> Tests =>
        _rows.Where(row => !IsReason(row)).SelectMany(row => row.Text.Split(',').Select(test => (row.Id, test.Trim())));

    public static StatementTable Read(string name)
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Conformance", name));
        return new StatementTable([.. lines.Where(line => line.Length > 0 && line[0] != '#').Select(Row)]);
    }

    private static bool IsReason((string Id, string Text) row) => row.Text.StartsWith('-');

    private static (string Id, string Text) Row(string line)
    {
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        Assert.True(colon > 0, $"No statement in '{line}'.");
        return (line[..colon], line[(colon + 2)..]);
    }
}
