using System.Reflection;

namespace Lb.Broker.Tests.Conformance;

/// <summary>No statement of the two specifications is left without a test or a reason.</summary>
public sealed class StatementTableTests
{
    // Sections with their statements, in the numbering of the appendixes B.
    private const string Version311 =
        "1.5.3:1-3 2.2.2:1-2 2.3.1:1-7 3.1.0:1-2 3.1.2:1-24 3.1.3:1-11 3.1.4:1-5 3.2.0:1-1 3.2.2:1-6 3.3.1:1-12 3.3.2:1-3 3.3.4:1-1 " +
        "3.3.5:1-2 3.6.1:1-1 3.8.1:1-1 3.8.3:1-4 3.8.4:1-6 3.9.3:1-2 3.10.1:1-1 3.10.3:1-2 3.10.4:1-6 3.12.4:1-1 3.14.1:1-1 3.14.4:1-3 " +
        "4.1.0:1-2 4.3.1:1-1 4.3.2:1-2 4.3.3:1-2 4.4.0:1-1 4.5.0:1-2 4.6.0:1-6 4.7.1:1-3 4.7.2:1-1 4.7.3:1-4 4.8.0:1-2 6.0.0:1-4 " +
        "7.0.0:1-2 7.1.1:1-1 7.1.2:1-1";

    private const string Version5 =
        "1.5.4:1-3 1.5.5:1-1 1.5.7:1-1 2.1.3:1-1 2.2.1:2-6 2.2.2:1-1 3.1.0:1-2 3.1.2:1-30 3.1.3:1-12 3.1.4:1-6 3.2.0:1-2 3.2.2:1-22 " +
        "3.3.1:1-13 3.3.2:1-20 3.3.4:1-10 3.4.2:1-3 3.5.2:1-3 3.6.1:1-1 3.6.2:1-3 3.7.2:1-3 3.8.1:1-1 3.8.3:1-5 3.8.4:1-8 3.9.2:1-2 " +
        "3.9.3:1-2 3.10.1:1-1 3.10.3:1-2 3.10.4:1-6 3.11.2:1-2 3.11.3:1-2 3.12.4:1-1 3.14.0:1-1 3.14.1:1-1 3.14.2:1-4 3.14.4:1-3 " +
        "3.15.1:1-1 3.15.2:1-3 4.1.0:1-2 4.2.0:1-1 4.3.1:1-1 4.3.2:1-5 4.3.3:1-13 4.4.0:1-2 4.5.0:1-2 4.6.0:1-6 4.7.0:1-1 4.7.1:1-2 " +
        "4.7.2:1-1 4.7.3:1-4 4.8.2:1-6 4.9.0:1-3 4.12.0:1-7 4.12.1:1-2 4.13.1:1-1 4.13.2:1-1 6.0.0:1-4";

    private static readonly ILookup<string, Type> Classes =
        typeof(StatementTableTests).Assembly.GetTypes().Where(type => type.IsPublic).ToLookup(type => type.Name);

    [Theory]
    [InlineData("statements-3.1.1.txt", Version311, 141)]
    [InlineData("statements-5.0.txt", Version5, 251)]
    public void NamesEveryStatementOnce(string file, string sections, int count)
    {
        var expected = sections.Split(' ').SelectMany(Statements).ToList();

        Assert.Equal(count, expected.Count);
        Assert.Equal(expected, StatementTable.Read(file).Ids);
    }

    [Theory]
    [InlineData("statements-3.1.1.txt")]
    [InlineData("statements-5.0.txt")]
    public void NamesTestsThatExist(string file)
    {
        var lost = StatementTable.Read(file).Tests.Where(row => !IsTest(row.Test)).Select(row => $"{row.Id}: {row.Test}");

        Assert.Empty(lost);
    }

    [Theory]
    [InlineData("statements-3.1.1.txt")]
    [InlineData("statements-5.0.txt")]
    public void GivesAReasonInWords_WhereThereIsNoTest(string file) =>
        Assert.All(StatementTable.Read(file).Reasons, row => Assert.True(row.Reason.Split(' ').Length >= 3, $"{row.Id} has no reason."));

    private static IEnumerable<string> Statements(string section)
    {
        var parts = section.Split(':', '-');
        for (var number = int.Parse(parts[1]); number <= int.Parse(parts[2]); number++) yield return $"MQTT-{parts[0]}-{number}";
    }

    private static bool IsTest(string name)
    {
        var parts = name.Split('.');
        if (parts.Length != 2 || Classes[parts[0]].ToList() is not [var type]) return false;
        return type.GetMethod(parts[1])?.GetCustomAttributes().Any(attribute => attribute is FactAttribute) ?? false;
    }
}
