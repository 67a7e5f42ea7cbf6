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
    public void DoesWhatAPlainListWouldDo_ForAnyUse() => Seeded.Check(random =>
    {
        var size = random.Next(1, 8);
        var expire = TimeSpan.FromSeconds(random.Next(1, 20));
        var time = new ManualTimeProvider();
        var table = new StickTable(new StickTableConfig { Type = StickKeyType.String, Size = size, Expire = expire }, time);
        var model = new List<(string Key, ServerState Server, DateTimeOffset Used)>();
        for (var step = 0; step < 100; step++)
        {
            var key = $"k{random.Next(12)}";
            model.RemoveAll(entry => time.GetUtcNow() - entry.Used >= expire);
            var known = model.FindIndex(entry => entry.Key == key);
            switch (random.Next(3))
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

            Assert.Equal(model.Count(entry => time.GetUtcNow() - entry.Used < expire), table.Used);
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
