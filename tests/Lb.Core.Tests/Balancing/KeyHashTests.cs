using System.Net;
using System.Text;
using Lb.Configuration.Model;
using Lb.Core.Balancing;

namespace Lb.Core.Tests.Balancing;

public sealed class KeyHashTests
{
    [Theory]
    [InlineData(HashFunction.Crc32, "123456789", 0xCBF43926)]
    [InlineData(HashFunction.Djb2, "", 5381)]
    [InlineData(HashFunction.Djb2, "a", 177670)]
    [InlineData(HashFunction.Sdbm, "", 0)]
    [InlineData(HashFunction.Sdbm, "a", 97)]
    [InlineData(HashFunction.None, "42", 42)]
    [InlineData(HashFunction.None, "x", 0)]
    public void GivesTheKnownValue(HashFunction function, string key, uint expected) =>
        Assert.Equal(expected, KeyHash.Of(function, Encoding.ASCII.GetBytes(key)));

    [Theory]
    [InlineData("127.0.0.1", 0x7F000001)]
    [InlineData("1:2:3:4:5:6:7:8", 0x00000008)]
    [InlineData("::ffff:127.0.0.1", 0x7F00FFFE)]
    public void CombinesTheWordsOfAnAddress(string address, uint expected) => Assert.Equal(expected, KeyHash.OfAddress(IPAddress.Parse(address)));

    [Fact]
    public void GoesOnFromACommonBeginning_WhenCrc32IsFedInParts() => Seeded.Check(random =>
    {
        var data = new byte[random.Next(100)];
        random.NextBytes(data);
        var cut = random.Next(data.Length + 1);
        var parts = Crc32.Update(Crc32.Update(Crc32.Initial, data.AsSpan(0, cut)), data.AsSpan(cut));
        Assert.Equal(Crc32.Of(data), Crc32.Finish(parts));
    });
}
