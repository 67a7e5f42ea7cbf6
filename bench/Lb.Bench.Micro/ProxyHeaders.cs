using System.Buffers;
using System.Net;
using BenchmarkDotNet.Attributes;
using Lb.Protocol;
using Lb.Protocol.ProxyProtocol;

namespace Lb.Bench.Micro;

/// <summary>PROXY protocol on the way in and on the way out.</summary>
public class ProxyHeaders
{
    private static readonly ProxyHeader Header = new()
    {
        Transport = ProxyTransport.Tcp4,
        Source = IPEndPoint.Parse("203.0.113.7:51234"),
        Destination = IPEndPoint.Parse("198.51.100.1:8883"),
    };

    private readonly ArrayBufferWriter<byte> _output = new(256);
    private byte[] _v1 = [];
    private byte[] _v2 = [];

    [GlobalSetup]
    public void Setup()
    {
        WriteV1();
        _v1 = _output.WrittenSpan.ToArray();
        WriteV2();
        _v2 = _output.WrittenSpan.ToArray();
    }

    [Benchmark(Description = "read v1")]
    public ParseStatus ReadV1() => ProxyHeaderParser.TryParse(_v1, ProxyHeaderParser.DefaultMaxLength, out _, out _, out _);

    [Benchmark(Description = "read v2")]
    public ParseStatus ReadV2() => ProxyHeaderParser.TryParse(_v2, ProxyHeaderParser.DefaultMaxLength, out _, out _, out _);

    [Benchmark(Description = "write v1")]
    public int WriteV1()
    {
        _output.ResetWrittenCount();
        ProxyHeaderWriter.WriteV1(_output, Header);
        return _output.WrittenCount;
    }

    [Benchmark(Description = "write v2")]
    public int WriteV2()
    {
        _output.ResetWrittenCount();
        ProxyHeaderWriter.WriteV2(_output, Header, ProxyV2Options.None);
        return _output.WrittenCount;
    }
}
