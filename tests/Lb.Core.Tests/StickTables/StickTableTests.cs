using System.Text;
using Lb.Configuration.Model;
using Lb.Core.State;
using Lb.Core.StickTables;
using Lb.Core.Tests.State;
using Lb.Testing.Time;

namespace Lb.Core.Tests.StickTables;

public sealed class StickTableTests
{
    private static readonly BackendState Backend = Configs.Backend(BalanceAlgorithm.RoundRobin, 1, 1, 1).State();
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void TellsKeysApart_BehindTheirFirst32Bytes()
    {
        var table = Table(10);
        var prefix = new string('x', 64);
        table.Store(Key(prefix + "1"), Backend.Servers[0]);
        table.Store(Key(prefix + "2"), Backend.Servers[1]);
        Assert.Same(Backend.Servers[0], table.Find(Key(prefix + "1")));
        Assert.Same(Backend.Servers[1], table.Find(Key(prefix + "2")));
        Assert.Null(table.Find(Key(prefix)));
    }

    [Fact]
    public void DropsTheLongestUnused_WhenFull()
    {
        var table = Table(2);
        table.Store(Key("a"), Backend.Servers[0]);
        table.Store(Key("b"), Backend.Servers[0]);
        table.Find(Key("a"));
        Assert.True(table.Store(Key("c"), Backend.Servers[0]));
        Assert.Null(table.Find(Key("b")));
        Assert.NotNull(table.Find(Key("a")));
        Assert.Equal(2, table.Used);
    }

    [Fact]
    public void TakesNoMore_WhenFullAndNoPurge()
    {
        var table = Table(1, noPurge: true);
        table.Store(Key("a"), Backend.Servers[0]);
        Assert.False(table.Store(Key("b"), Backend.Servers[0]));
        Assert.True(table.Store(Key("a"), Backend.Servers[1]));
    }

    [Fact]
    public void FindsWithoutAllocating()
    {
        var table = Table(1000, expire: TimeSpan.FromMinutes(1));
        var key = Key("device-4711");
        table.Store(key, Backend.Servers[0]);
        table.Find(key);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) table.Find(key);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void EndsAFewExpiredEntriesACall_WhenAHundredThousandExpireTogether()
    {
        const int Entries = 100_000;
        var table = Table(Entries, expire: TimeSpan.FromMinutes(1));
        for (var i = 0; i < Entries; i++) table.Store(BitConverter.GetBytes(i), Backend.Servers[0]);
        _time.Advance(TimeSpan.FromMinutes(1));

        for (var call = 1; call <= 100; call++)
        {
            Assert.Null(table.Find(BitConverter.GetBytes(Entries - 1)));
            Assert.Equal(Entries - (call * StickTable.MostDrops), table.Held);
        }

        Assert.True(table.Store(BitConverter.GetBytes(Entries - 1), Backend.Servers[1]));
        Assert.Same(Backend.Servers[1], table.Find(BitConverter.GetBytes(Entries - 1)));
        Assert.Equal(1, table.Used);
        Assert.Equal(1, table.Held);
    }

    [Fact]
    public void MakesRoom_WhenFullOfExpiredEntriesAndNoPurge()
    {
        var table = Table(2, noPurge: true, expire: TimeSpan.FromMinutes(1));
        table.Store(Key("a"), Backend.Servers[0]);
        table.Store(Key("b"), Backend.Servers[0]);
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.True(table.Store(Key("c"), Backend.Servers[0]));
    }

    [Fact]
    public void DoesWhatAPlainListWouldDo_ForAnyUse() => Seeded.Check(random =>
    {
        // Some are larger than what one call ends.
        var size = random.Next(1, random.Next(2) == 0 ? 8 : 4 * StickTable.MostDrops);
        var expire = TimeSpan.FromSeconds(random.Next(1, 20));
        var time = new ManualTimeProvider();
        var table = new StickTable(new StickTableConfig { Type = StickKeyType.String, Size = size, Expire = expire }, time);
        var model = new List<(string Key, ServerState Server, DateTimeOffset Used)>();
        var looksAtUsed = random.Next(2) == 0;
        for (var step = 0; step < 100 + (2 * size); step++)
        {
            var key = $"k{random.Next(size + 4)}";
            model.RemoveAll(entry => time.GetUtcNow() - entry.Used >= expire);
            var known = model.FindIndex(entry => entry.Key == key);
            switch (random.Next(size + 2))
            {
                case 0:
                    time.Advance(TimeSpan.FromSeconds(random.Next(5)));
                    break;
                case 1:
                    var found = known < 0 ? null : model[known].Server;
                    Assert.Same(found, table.Find(Key(key)));
                    if (found is not null) Use(model, known, key, found, time);
                    break;
                default:
                    var server = Backend.Servers[random.Next(3)];
                    Assert.True(table.Store(Key(key), server));
                    if (known < 0 && model.Count == size) model.RemoveAt(0);
                    Use(model, known, key, server, time);
                    break;
            }

            Assert.InRange(table.Held, 0, size);
            if (looksAtUsed) Assert.Equal(model.Count(entry => time.GetUtcNow() - entry.Used < expire), table.Used);
        }
    });

    private static void Use(
        List<(string Key, ServerState Server, DateTimeOffset Used)> model, int index, string key, ServerState server, TimeProvider time)
    {
        if (index >= 0) model.RemoveAt(index);
        model.Add((key, server, time.GetUtcNow()));
    }

    private static byte[] Key(string text) => Encoding.UTF8.GetBytes(text);

    private StickTable Table(int size, bool noPurge = false, TimeSpan? expire = null) =>
        new(new StickTableConfig { Type = StickKeyType.String, Size = size, NoPurge = noPurge, Expire = expire }, _time);
}
