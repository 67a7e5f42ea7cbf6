namespace Lb.Broker.Tests.Subscriptions;

/// <summary>Short topics over a tiny alphabet, so that they collide often.</summary>
internal static class RandomTopics
{
    private static readonly string[] Levels = ["a", "b", "", "$x"];

    public static string Name(Random random)
    {
        var name = string.Join('/', Enumerable.Range(0, random.Next(1, 5)).Select(_ => Levels[random.Next(Levels.Length)]));
        return name.Length == 0 ? "/" : name;
    }

    public static string Filter(Random random)
    {
        var levels = Name(random).Split('/').Select(level => random.Next(4) == 0 ? "+" : level).ToList();
        if (random.Next(4) == 0) levels[^1] = "#";
        return string.Join('/', levels);
    }
}
