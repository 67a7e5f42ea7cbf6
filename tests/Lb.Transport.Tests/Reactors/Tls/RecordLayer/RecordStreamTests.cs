using Lb.Transport.Reactors.Records;
using Lb.Transport.Reactors.Sockets;
using Lb.Transport.Tests.Frontends;

namespace Lb.Transport.Tests.Reactors.Tls.RecordLayer;

/// <summary>Records of all sizes, cut anywhere on the socket, read in all sizes.</summary>
public sealed unsafe class RecordStreamTests
{
    private const int MostQueued = 150_000;

    [Fact]
    public void GivesTheBytesThatWereSent_InOrder() => Seeded.Check(
        random =>
        {
            using var own = new OwnConnection(TestSuite.All[random.Next(3)]);
            var (wire, text) = Records(own.Forger, random, random.Next(1, 40));
            var read = new List<byte>();
            for (var at = 0; at < wire.Length || own.Server.Near.Available > 0 || own.Server.HoldsInput;)
            {
                if (own.Server.Near.Available < MostQueued && at < wire.Length && random.Next(3) > 0)
                {
                    var piece = Math.Min(wire.Length - at, SizeOf(random, 40_000));
                    own.Server.Send(wire.AsSpan(at, piece));
                    at += piece;
                }

                Step(own, random, read);
            }

            while (own.Server.Read(32_512, out var rest) > 0) read.AddRange(rest);
            Assert.True(read.SequenceEqual(text), $"{read.Count} bytes instead of {text.Length}, or others.");
            own.Server.Send(own.Forger.Seal(ReferenceKey.Alert, [1, 0]));
            Assert.Equal(IoResult.Ended, own.Server.Read(1, out _));
        },
        100);

    [Fact]
    public void GivesOneByteAfterTheOther_FromFullRecords()
    {
        using var own = new OwnConnection();
        var text = Streams.Bytes(40_000);
        own.Server.Send(own.Client.Send(text));

        Assert.Equal(text, own.Server.ReadAll(out var result, size: 1));

        Assert.Equal(IoResult.WouldBlock, result);
    }

    [Fact]
    public void TakesNoMoreFromTheSocket_ThanTheStepMay()
    {
        using var own = new OwnConnection();
        own.Server.Send(own.Client.Send(Streams.Bytes(16_000)));
        for (var left = 16_022; left > 1000; left -= 1000)
        {
            Assert.Equal(IoResult.WouldBlock, own.Server.Read(32_512, out _, fromSocket: 1000));
            Assert.Equal(left - 1000, own.Server.Near.Available);
            Assert.True(own.Server.Leg->Has(LegFlags.HoldsMore));
        }

        Assert.Equal(16_000, own.Server.Read(32_512, out var bytes, fromSocket: 1000));
        Assert.Equal(Streams.Bytes(16_000), bytes);
    }

    [Fact]
    public void LetsGo_WhenAClientSendsNothingButKeyUpdates()
    {
        using var own = new OwnConnection();
        for (var i = 0; i < 200; i++) own.Server.Send(own.Client.UpdateKeys(asks: true));
        own.Server.Send(own.Client.Send("after all"u8));
        var sent = own.Server.Near.Available;

        var steps = 0;
        int count;
        for (; (count = own.Server.Read(100, out _, fromSocket: 1000)) == IoResult.WouldBlock; steps++)
            Assert.Equal(sent - ((steps + 1) * 1000), own.Server.Near.Available);

        Assert.Equal(9, count);
        Assert.Equal(sent / 1000, steps);
    }

    // As LegIo reads a leg: a step, and more of it while something is held.
    private static void Step(OwnConnection own, Random random, List<byte> read)
    {
        var size = SizeOf(random, 32_512);
        int count;
        var had = own.Server.HoldsInput;
        own.Server.Leg->Flags |= LegFlags.HoldsMore;
        var (before, limit) = (own.Server.Near.Available, random.Next(4) == 0 ? random.Next(1, 20_000) : ServedLeg.MostFromSocket);
        while ((count = own.Server.Read(size, out var bytes, limit)) > 0)
        {
            Assert.InRange(count, 1, size);
            read.AddRange(bytes);
            if (!own.Server.HoldsInput) break;
        }

        Assert.NotEqual(IoResult.Broken, count);
        if (count > 0 || had) return;
        Assert.Equal(IoResult.WouldBlock, count);
        if (own.Server.Leg->Has(LegFlags.HoldsMore)) Assert.True(before > 0, "There was nothing to come back for.");
        else Assert.Equal(0, own.Server.Near.Available);
    }

    private static (byte[] Wire, byte[] Text) Records(ReferenceKey key, Random random, int count)
    {
        var (wire, text) = (new MemoryStream(), new MemoryStream());
        for (var i = 0; i < count; i++)
        {
            if (random.Next(8) == 0)
            {
                wire.Write(key.Seal(ReferenceKey.Handshake, [24, 0, 0, 1, (byte)random.Next(2)], random.Next(20)));
                key.Update();
                continue;
            }

            var content = new byte[SizeOf(random, 16_384)];
            if (random.Next(10) == 0) content = [];
            random.NextBytes(content);
            wire.Write(key.Seal(ReferenceKey.Data, content, random.Next(3) == 0 ? random.Next(16_385 - content.Length) : 0));
            text.Write(content);
        }

        return (wire.ToArray(), text.ToArray());
    }

    // Small, large, and the largest, all often.
    private static int SizeOf(Random random, int most) => random.Next(4) switch
    {
        0 => random.Next(1, 32),
        1 => random.Next(1, 1000),
        2 => most - random.Next(3),
        _ => random.Next(1, most + 1),
    };
}
