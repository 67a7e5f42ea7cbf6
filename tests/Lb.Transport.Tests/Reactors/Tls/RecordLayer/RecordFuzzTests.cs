using Lb.Transport.Reactors.Sockets;

namespace Lb.Transport.Tests.Reactors.Tls.RecordLayer;

/// <summary>Bytes that nobody would send: nothing comes out but what was sealed, and the end.</summary>
public sealed class RecordFuzzTests
{
    [Fact]
    public void GivesNothingThatWasNotSealed_WhenBitsAreFlipped() => Seeded.Check(random =>
    {
        using var own = new OwnConnection(TestSuite.All[random.Next(3)]);
        var (wire, text) = (new List<byte>(), new List<byte>());
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var content = new byte[random.Next(1, 3000)];
            random.NextBytes(content);
            text.AddRange(content);
            wire.AddRange(own.Forger.Seal(ReferenceKey.Data, content, random.Next(100)));
        }

        var flipped = random.Next(wire.Count);
        wire[flipped] ^= (byte)(1 << random.Next(8));
        own.Server.Send([.. wire]);

        var read = own.Server.ReadAll(out var result, random.Next(1, 5000));

        // A length that grew waits for bytes that never come.
        Assert.True(result is IoResult.Broken or IoResult.WouldBlock, $"{result}");
        Assert.True(read.Length <= flipped && text.Take(read.Length).SequenceEqual(read), $"{read.Length} bytes, of {text.Count}, flipped at {flipped}.");
    });

    [Fact]
    public void Ends_WhateverBytesCome() => Seeded.Check(
        random =>
        {
            using var own = new OwnConnection(TestSuite.All[random.Next(3)]);
            var bytes = new byte[random.Next(1, 40_000)];
            random.NextBytes(bytes);
            if (random.Next(2) == 0) (bytes[0], bytes[Math.Min(3, bytes.Length - 1)]) = (23, (byte)random.Next(0x42));
            own.Server.Send(bytes);
            if (random.Next(2) == 0) own.Server.Far.Shutdown(System.Net.Sockets.SocketShutdown.Send);

            Assert.Empty(own.Server.ReadAll(out var result, random.Next(1, 32_512)));

            Assert.True(result is IoResult.Broken or IoResult.WouldBlock or IoResult.Ended, $"{result}");
        });

    // Sealed well, but with any content and type: what a client can do that has the keys.
    [Fact]
    public void KeepsItsRules_WhateverIsSealed() => Seeded.Check(random =>
    {
        using var own = new OwnConnection();
        var text = new List<byte>();
        for (var i = 0; i < 20; i++)
        {
            var inner = new byte[random.Next(1, random.Next(2) == 0 ? 10 : 16_624)];
            if (random.Next(2) == 0) random.NextBytes(inner);
            inner[random.Next(inner.Length)] = (byte)random.Next(20, 25);
            var end = inner.AsSpan().LastIndexOfAnyExcept((byte)0);
            if (end >= 0 && inner[end] == ReferenceKey.Data) text.AddRange(inner[..end]);
            own.Server.Send(own.Forger.Seal(inner));
            var read = own.Server.ReadAll(out var result, random.Next(1, 32_512));

            Assert.True(read.Length <= text.Count && text.Take(read.Length).SequenceEqual(read));
            text.RemoveRange(0, read.Length);
            if (result != IoResult.WouldBlock) return;
            Assert.Empty(text);
        }
    });
}
