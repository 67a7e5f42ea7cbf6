using BenchmarkDotNet.Attributes;
using Lb.Configuration.Model;
using Lb.Core.Balancing;

namespace Lb.Bench.Micro;

/// <summary>The hash functions of <c>hash-type</c> over client ids.</summary>
public class Hashing
{
    private byte[] _key = [];

    [ParamsAllValues]
    public HashFunction Function { get; set; }

    [Params(16, 64)]
    public int KeyBytes { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _key = new byte[KeyBytes];
        _key.AsSpan().Fill((byte)'7');
    }

    [Benchmark]
    public uint Hash() => KeyHash.Avalanche(KeyHash.Of(Function, _key));
}
