using System.Buffers;
using BenchmarkDotNet.Attributes;
using Lb.Protocol;
using Lb.Protocol.Connect;
using Lb.Protocol.Mqtt;

namespace Lb.Bench.Micro;

/// <summary>Reading the first packet of a client.</summary>
public class ConnectParsing
{
    private const int MaxPacketSize = 256 * 1024;

    private byte[] _small = [];
    private byte[] _full = [];
    private ReadOnlySequence<byte> _segments;

    [GlobalSetup]
    public void Setup()
    {
        _small = Bytes(new ConnectPacket { ClientId = "device-00001234", CleanStart = true, KeepAlive = 60 });
        _full = Bytes(new ConnectPacket
        {
            ProtocolVersion = MqttProtocolVersion.V5,
            ClientId = "device-00001234",
            KeepAlive = 60,
            Username = "fleet/eu-west/device-00001234",
            Password = new byte[256],
            Will = new WillMessage { Topic = "fleet/eu-west/device-00001234/status", Payload = "gone"u8.ToArray() },
            Properties = new ConnectProperties
            {
                SessionExpiryInterval = 3600,
                ReceiveMaximum = 20,
                UserProperties = [new UserProperty("firmware", "4.2.1"), new UserProperty("site", "hamburg")],
            },
        });
        _segments = ByteSegment.Split(_full, 16);
    }

    [Benchmark(Baseline = true, Description = "3.1.1, client id only")]
    public ParseStatus Small() => ConnectParser.TryParse(_small, MaxPacketSize, out ConnectLayout _, out _);

    [Benchmark(Description = "5.0 with everything")]
    public ParseStatus Full() => ConnectParser.TryParse(_full, MaxPacketSize, out ConnectLayout _, out _);

    [Benchmark(Description = "5.0 with everything, in segments of 16 bytes")]
    public ParseStatus Segments() => ConnectParser.TryParse(_segments, MaxPacketSize, out ConnectPacketView _, out _);

    [Benchmark(Description = "5.0 with everything, one byte short")]
    public ParseStatus Incomplete() => ConnectParser.TryParse(_full.AsSpan(0, _full.Length - 1), MaxPacketSize, out ConnectLayout _, out _);

    private static byte[] Bytes(ConnectPacket packet)
    {
        var output = new ArrayBufferWriter<byte>();
        PacketWriter.Write(output, packet, packet.ProtocolVersion);
        return output.WrittenSpan.ToArray();
    }
}
