using System.Buffers.Text;
using BenchmarkDotNet.Attributes;
using Lb.Configuration.Model;
using Lb.Core.State;
using Lb.Core.StickTables;

namespace Lb.Bench.Micro;

/// <summary>A stick table of client ids that is full.</summary>
public class StickTables
{
    private const int Entries = 100_000;

    private BackendState _backend = Backends.Of(1, new BalanceConfig());
    private int _next;

    private StickTable Table => _backend.StickTable!;

    [GlobalSetup]
    public void Setup()
    {
        var table = new StickTableConfig { Type = StickKeyType.String, Size = Entries, Expire = TimeSpan.FromMinutes(30) };
        _backend = Backends.Of(3, new BalanceConfig(), table);
        for (int i = 0; i < Entries; i++)
            StoreNew();
    }

    [Benchmark(Description = "find, then store the same server")]
    public bool FindAndStore()
    {
        Span<byte> key = stackalloc byte[18];
        var server = Table.Find(Key(key, _next - 1));
        return Table.Store(Key(key, _next - 1), server!);
    }

    [Benchmark(Description = "store a new client id, drop the oldest")]
    public bool StoreNew()
    {
        Span<byte> key = stackalloc byte[18];
        return Table.Store(Key(key, _next++), _backend.Servers[0]);
    }

    private static ReadOnlySpan<byte> Key(Span<byte> buffer, int number)
    {
        "device-"u8.CopyTo(buffer);
        Utf8Formatter.TryFormat(number, buffer[7..], out int written);
        return buffer[..(7 + written)];
    }
}
