namespace Lb.Broker.Tests;

/// <summary>Runs a randomised check many times; a failure names the seed that repeats it.</summary>
internal static class Seeded
{
    public static void Check(Action<Random> property, int runs = 300)
    {
        for (var run = 0; run < runs; run++)
        {
            var seed = Random.Shared.Next();
            try
            {
                property(new Random(seed));
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"Fails with seed {seed}.", failure);
            }
        }
    }
}
