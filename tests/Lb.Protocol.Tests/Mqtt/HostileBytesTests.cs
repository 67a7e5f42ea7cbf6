using System.Buffers;
using Lb.Protocol.Connect;
using Lb.Protocol.Mqtt;
using Lb.Protocol.Tests.Segments;

namespace Lb.Protocol.Tests.Mqtt;

public sealed class HostileBytesTests
{
    private const int NoLimit = int.MaxValue;

    [Fact]
    public void NeverThrows_WhenBytesAreRandom() => Seeded.CheckVersions((random, version) =>
    {
        for (int i = 0; i < 20; i++)
        {
            byte[] bytes = new byte[random.Next(2, 60)];
            random.NextBytes(bytes);
            // Usually an honest remaining length, so that the body is reached.
            if (random.Next(4) > 0) bytes[1] = (byte)(bytes.Length - 2);
            Read(bytes, version, random);
        }
    });

    [Fact]
    public void NeverThrowsAndStaysConsistent_WhenAValidPacketIsDamaged() => Seeded.CheckVersions((random, version) =>
    {
        var written = new ArrayBufferWriter<byte>();
        PacketWriter.Write(written, new RandomPackets(random, version).Next(), version);
        for (int i = 0; i < 20; i++)
        {
            MqttPacket? packet = Read(Damage(written.WrittenSpan, random), version, random);
            if (packet is not null) AssertWritesBack(packet, version);
        }
    });

    [Fact]
    public void ParserAndCodecAgree_WhenAConnectIsDamaged() => Seeded.CheckVersions((random, version) =>
    {
        var written = new ArrayBufferWriter<byte>();
        PacketWriter.Write(written, new RandomPackets(random, version).Connect(), version);
        for (int i = 0; i < 20; i++)
        {
            byte[] bytes = Damage(written.WrittenSpan, random);
            ParseStatus whole = ConnectParser.TryParse(bytes, NoLimit, out ConnectLayout layout, out ConnectError error);
            ParseStatus cut = ConnectParser.TryParse(SegmentedBytes.CutAtRandom(bytes, random), NoLimit, out ConnectPacketView view, out ConnectError cutError);
            Assert.Equal((whole, error, layout), (cut, cutError, view.Layout));
            if (bytes.Length == 0 || bytes[0] >> 4 != 1) continue;
            ReadOnlySequence<byte> input = SegmentedBytes.CutAtRandom(bytes, random);
            int limit = random.Next(4) > 0 ? NoLimit : random.Next(bytes.Length + 1);
            ParseStatus codec = PacketReader.TryRead(ref input, version, limit, out _, out MalformedPacket? malformed);
            Assert.Equal(ConnectParser.TryParse(bytes, limit, out _, out error), codec);
            Assert.Equal(error, malformed?.Connect ?? ConnectError.None);
        }
    });

    [Fact]
    public void AllocatesNothing_WhenAHugePacketIsOnlyAnnounced()
    {
        byte[] bytes = [0x30, 0xFF, 0xFF, 0xFF, 0x7F, 0x00, 0x01, 0x61];
        long before = GC.GetAllocatedBytesForCurrentThread();
        var input = new ReadOnlySequence<byte>(bytes);
        ParseStatus status = PacketReader.TryRead(ref input, MqttProtocolVersion.V5, NoLimit, out _, out _);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before - SequenceCost(bytes));
        Assert.Equal(ParseStatus.NeedMoreData, status);
    }

    private static long SequenceCost(byte[] bytes)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        _ = new ReadOnlySequence<byte>(bytes);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static MqttPacket? Read(byte[] bytes, MqttProtocolVersion version, Random random)
    {
        ReadOnlySequence<byte> input = SegmentedBytes.CutAtRandom(bytes, random);
        long before = GC.GetAllocatedBytesForCurrentThread();
        ParseStatus status = PacketReader.TryRead(ref input, version, NoLimit, out MqttPacket? packet, out MalformedPacket? error);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(allocated, 0, 65_536 + (100L * bytes.Length));
        Assert.Equal(status == ParseStatus.Complete, packet is not null);
        Assert.Equal(status == ParseStatus.Invalid, error is not null);
        return packet;
    }

    private static void AssertWritesBack(MqttPacket packet, MqttProtocolVersion version)
    {
        var written = new ArrayBufferWriter<byte>();
        PacketWriter.Write(written, packet, version);
        var input = new ReadOnlySequence<byte>(written.WrittenMemory);
        PacketReader.TryRead(ref input, version, NoLimit, out MqttPacket? again, out _);
        Assert.Equal(PacketText.Of(packet), PacketText.Of(again));
    }

    /// <summary>Changes, removes or inserts a few bytes; half of the time among the first thirty, where the structure is.</summary>
    private static byte[] Damage(ReadOnlySpan<byte> packet, Random random)
    {
        List<byte> bytes = [.. packet];
        for (int i = random.Next(1, 4); i > 0 && bytes.Count > 0; i--)
        {
            int at = random.Next(random.Next(2) == 0 ? bytes.Count : Math.Min(bytes.Count, 30));
            switch (random.Next(4))
            {
                case 0:
                    bytes.RemoveAt(at);
                    break;
                case 1:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
                case 2:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                default:
                    bytes[at] = (byte)random.Next(256);
                    break;
            }
        }
        return [.. bytes];
    }
}
