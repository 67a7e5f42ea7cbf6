using System.Globalization;

namespace Lb.EndToEnd.Tests.Safety;

/// <summary>How much of an attack is run: a part by default, all of it where the variable says so.</summary>
internal static class Counts
{
    private const string Variable = "MQLB_TEST_FULL";

    /// <summary>Whether attacks run in full.</summary>
    public static bool AreFull => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 };

    /// <summary>Picks one of two counts.</summary>
    public static int Of(int part, int full) => AreFull ? full : part;

    /// <summary>The seed of a test; the variable <c>MQLB_TEST_SEED</c> repeats one. Written to the test's output.</summary>
    public static int Seed()
    {
        var asked = Environment.GetEnvironmentVariable("MQLB_TEST_SEED");
        var seed = asked is null ? Environment.TickCount : int.Parse(asked, CultureInfo.InvariantCulture);
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        return seed;
    }
}
