using System.Buffers;
using Lb.Protocol.Mqtt;
using Lb.Protocol.Tests.Segments;

namespace Lb.Protocol.Tests.Mqtt;

public sealed class PacketRoundTripTests
{
    private const int NoLimit = int.MaxValue;

    [Fact]
    public void ReadsWhatWasWritten_WhereverItIsSplit() => Seeded.CheckVersions((random, version) =>
    {
        var packets = new RandomPackets(random, version);
        MqttPacket[] sent = [packets.Next(), packets.Next(), packets.Next()];
        var stream = new ArrayBufferWriter<byte>();
        foreach (MqttPacket packet in sent) PacketWriter.Write(stream, packet, version);

        ReadOnlySequence<byte> input = SegmentedBytes.CutAtRandom(stream.WrittenMemory, random);
        foreach (MqttPacket packet in sent)
        {
            ParseStatus status = PacketReader.TryRead(ref input, version, NoLimit, out MqttPacket? read, out MalformedPacket? error);
            Assert.Equal((ParseStatus.Complete, null), (status, error));
            Assert.Equal(PacketText.Of(packet), PacketText.Of(read));
        }
        Assert.True(input.IsEmpty);
    });

    [Fact]
    public void AsksForMore_AtEveryCutOfAPacket() => Seeded.CheckVersions((random, version) =>
    {
        var bytes = new ArrayBufferWriter<byte>();
        PacketWriter.Write(bytes, new RandomPackets(random, version).Next(), version);
        for (int i = 0; i < 20; i++)
        {
            int length = random.Next(bytes.WrittenCount);
            var input = new ReadOnlySequence<byte>(bytes.WrittenMemory[..length]);
            ParseStatus status = PacketReader.TryRead(ref input, version, NoLimit, out MqttPacket? packet, out MalformedPacket? error);
            Assert.Equal((ParseStatus.NeedMoreData, null, null), (status, packet, error));
            Assert.Equal(length, input.Length);
        }
    });

    [Fact]
    public void SharesNoMemoryWithTheInput() => Seeded.CheckVersions((random, version) =>
    {
        MqttPacket packet = new RandomPackets(random, version).Next();
        var bytes = new ArrayBufferWriter<byte>();
        PacketWriter.Write(bytes, packet, version);
        byte[] memory = bytes.WrittenMemory.ToArray();
        var input = new ReadOnlySequence<byte>(memory);
        PacketReader.TryRead(ref input, version, NoLimit, out MqttPacket? read, out _);
        memory.AsSpan().Fill(0xEE);
        Assert.Equal(PacketText.Of(packet), PacketText.Of(read));
    });

    [Theory]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(16_383)]
    [InlineData(16_384)]
    [InlineData(2_097_151)]
    [InlineData(2_097_152)]
    public void RoundTrips_WhenTheRemainingLengthGrowsByAByte(int remainingLength)
    {
        byte[] payload = new byte[remainingLength - 3];
        payload.AsSpan().Fill(0x5A);
        var bytes = new ArrayBufferWriter<byte>();
        PacketWriter.Write(bytes, new PublishPacket { Topic = "t", Payload = payload }, MqttProtocolVersion.V311);
        Assert.Equal(1 + VariableByteInteger.LengthOf(remainingLength) + remainingLength, bytes.WrittenCount);
        var input = new ReadOnlySequence<byte>(bytes.WrittenMemory);
        PacketReader.TryRead(ref input, MqttProtocolVersion.V311, NoLimit, out MqttPacket? packet, out _);
        Assert.Equal(payload, Assert.IsType<PublishPacket>(packet).Payload.ToArray());
    }
}
