using Lb.Broker.Faults;

namespace Lb.Broker.Tests.Faults;

public sealed class PacketCutterTests
{
    // PINGREQ, a packet of 300 bytes behind a two-byte length, PINGREQ.
    private static readonly byte[] Packets = [0xC0, 0, 0x30, 0xAC, 0x02, .. new byte[300], 0xC0, 0];

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 2)]
    [InlineData(2, 305)]
    [InlineData(3, 307)]
    [InlineData(4, 307)]
    public void CutsBehindThePacket_WhereverTheBytesAreSplit(int limit, int length)
    {
        for (var split = 0; split <= Packets.Length; split++)
        {
            var cutter = new PacketCutter();

            var followed = cutter.Follow(Packets.AsSpan(0, split), limit);
            if (followed == split) followed += cutter.Follow(Packets.AsSpan(split), limit);

            Assert.Equal((length, Math.Min(limit, 3)), (followed, cutter.Count));
        }
    }

    [Fact]
    public void NeverThrows_OnAnyBytes() => Seeded.Check(random =>
    {
        var bytes = new byte[random.Next(200)];
        random.NextBytes(bytes);
        Assert.InRange(new PacketCutter().Follow(bytes, 5), 0, bytes.Length);
    });
}
