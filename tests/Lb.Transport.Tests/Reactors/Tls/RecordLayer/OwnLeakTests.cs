using System.Globalization;
using Lb.Transport.Tests.Frontends;

namespace Lb.Transport.Tests.Reactors.Tls.RecordLayer;

/// <summary>What a connection of ours has goes with it. Resident memory is the measure, so this runs by itself.</summary>
[Collection(nameof(LeakTests))]
public sealed class OwnLeakTests
{
    private const int Times = 500;
    private const int BytesEach = 4_000;

    [Fact]
    public void ConnectionsLeaveNothing_WhateverTheyHold()
    {
        var growths = new List<long>();
        for (var i = 0; i < Times; i++) Run(i);
        do
        {
            var before = ResidentBytes();
            for (var i = 0; i < Times; i++) Run(i);
            growths.Add(ResidentBytes() - before);
        }
        while (growths[^1] >= Times * BytesEach && growths.Count < 4);

        Assert.True(growths[^1] < Times * BytesEach, $"{string.Join(" and ", growths)} bytes more.");
    }

    // Content, input, a piece of a message, new keys: one of them is held at the end.
    private static void Run(int number)
    {
        using var own = new OwnConnection(TestSuite.All[number % 3]);
        own.Server.Send(own.Forger.Seal(ReferenceKey.Handshake, [24, 0, 0, 1, 1]));
        own.Forger.Update();
        own.Server.Send(own.Forger.Seal(ReferenceKey.Data, Streams.Bytes(16_000)));
        own.Server.Send(own.Forger.Seal(ReferenceKey.Data, Streams.Bytes(16_000)).AsSpan(0, 12_000));
        Assert.Equal(8000, own.Server.Read(8000, out _));
        if (number % 2 == 0) Assert.Equal(8000, own.Server.ReadAll(out _).Length);
        if (number % 5 == 0) own.Server.Close();
    }

    private static long ResidentBytes()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        var line = File.ReadLines("/proc/self/status").Single(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.AsSpan(6, line.Length - 9).Trim(), CultureInfo.InvariantCulture) * 1024;
    }
}
