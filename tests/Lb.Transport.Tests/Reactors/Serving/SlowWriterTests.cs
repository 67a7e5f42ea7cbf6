using System.Globalization;
using Lb.Transport.Tests.Frontends;

namespace Lb.Transport.Tests.Reactors.Serving;

/// <summary>Resident memory is a measure here, so nothing else runs meanwhile.</summary>
[Collection(nameof(SlowWriterTests))]
[CollectionDefinition(nameof(SlowWriterTests), DisableParallelization = true)]
public sealed class SlowWriterTests
{
    private const int Writers = 1_000;

    // OpenSSL's buffer for two records, which it has while half a record is in it; and as much again for the allocator.
    private const long MostForEach = 2 * 34 * 1024;

    [Fact]
    public async Task ServesOthersWithLittleMemory_WhenAThousandClientsStopInTheMiddleOfARecord()
    {
        await using var front = await ReactorFront.StartAsync(new FrontPlan(LegKind.Tls));
        var writers = new List<ServedPair>();
        for (var i = 0; i <= Writers; i++)
        {
            writers.Add(await front.ConnectAsync());
            await writers[i].ExchangeAsync();
        }

        var other = writers[Writers];
        var before = ResidentBytes();

        foreach (var writer in writers.Take(Writers)) await writer.ClientSocket.SendAsync(HalfARecord).InTime();
        await other.ExchangeAsync();

        var held = Assert.Single(await front.AskAsync(Held.By));
        Assert.Equal((Writers + 1, 0L), (held.Records, held.BufferBytes));
        Assert.Empty(front.Ends.All);
        var each = (ResidentBytes() - before) / Writers;
        Assert.True(each < MostForEach, $"{each} bytes for each that stopped");
        foreach (var writer in writers) writer.Dispose();
        await front.UntilEmptyAsync(Writers + 1);
    }

    private static byte[] HalfARecord => [23, 3, 3, 64, 0, .. Streams.Bytes(8 * 1024)];

    private static long ResidentBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var line = File.ReadLines("/proc/self/status").Single(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.AsSpan(6, line.Length - 9).Trim(), CultureInfo.InvariantCulture) * 1024;
    }
}
