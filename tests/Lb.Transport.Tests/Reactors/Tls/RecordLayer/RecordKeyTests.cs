using Lb.Transport.Reactors.Tls.RecordLayer;

namespace Lb.Transport.Tests.Reactors.Tls.RecordLayer;

/// <summary>Keys and records against the example of RFC 8448, section 3, and against .NET's ciphers.</summary>
public sealed unsafe class RecordKeyTests
{
    private const string ClientSecret = "9e40646ce79a7f9dc05af8889bce6552875afa0b06df0087f792ebb7c17504a5";
    private const string ServerSecret = "a11af9f05531f856ad47116b45a950328204b4f44bfb6b3a4b4f1f3fcb631643";

    private const string ClientRecord =
        "1703030043a23f7054b62c94d0affafe8228ba55cbefacea42f914aa66bcab3f2b9819a8a5b46b395bd54a9a20441e2b62974e1f5a6292a2977014bd1e3deae63aeebb21694915e4";

    [Theory]
    [InlineData(ServerSecret, "9f02283b6c9c07efc26bb9f2ac92e356", "cf782b88dd83549aadf1e984")]
    [InlineData(ClientSecret, "17422dda596ed5d9acd890e3c63f5051", "5b78923dee08579033e523d9")]
    public void ExpandsKeyAndVector_AsTheExampleSays(string secret, string key, string vector)
    {
        using var suite = RecordSuite.Aes128();
        using var reference = new ReferenceKey(TestSuite.Aes128, Convert.FromHexString(secret));
        Assert.Equal(key, Convert.ToHexStringLower(reference.Key));
        Assert.Equal(vector, Convert.ToHexStringLower(reference.Vector));

        Assert.Equal(key, Expand(suite, secret, "key"u8, 16));
        Assert.Equal(vector, Expand(suite, secret, "iv"u8, 12));
    }

    [Fact]
    public void SealsTheRecordOfTheExample()
    {
        Assert.Equal(ClientRecord, Convert.ToHexStringLower(new ReferenceKey(TestSuite.Aes128, Convert.FromHexString(ClientSecret)).Seal(23, Text(50))));
        using var suite = RecordSuite.Aes128();
        using var key = new OwnKey(suite, Convert.FromHexString(ClientSecret), 0, seals: true);

        Assert.Equal(ClientRecord, Convert.ToHexStringLower(key.Seal(23, Text(50))));
    }

    [Fact]
    public void OpensTheRecordOfTheExample()
    {
        using var suite = RecordSuite.Aes128();
        using var key = new OwnKey(suite, Convert.FromHexString(ClientSecret), 0, seals: false);

        Assert.Equal([.. Text(50), 23], key.Open(Convert.FromHexString(ClientRecord)));
    }

    [Theory]
    [MemberData(nameof(TestSuite.Names), MemberType = typeof(TestSuite))]
    public void Agrees_WithAnotherLibrary(string name)
    {
        var about = TestSuite.Of(name);
        using var suite = about.Make();
        foreach (var sequence in new ulong[] { 0, 1, 255, 256, uint.MaxValue, 1UL + uint.MaxValue, 0x0123456789ABCDEF, ulong.MaxValue - 8 })
        {
            var secret = Text(about.SecretLength, (byte)sequence);
            using var seals = new OwnKey(suite, secret, sequence, seals: true);
            using var opens = new OwnKey(suite, secret, sequence, seals: false);
            using var reference = new ReferenceKey(about, secret, sequence);
            using var other = new ReferenceKey(about, secret, sequence);
            foreach (var length in new[] { 0, 1, 15, 16, 17, 1000, 16_384 })
            {
                var record = reference.Seal(23, Text(length));
                Assert.Equal(record, seals.Seal(23, Text(length)));
                Assert.Equal([.. Text(length), 23], opens.Open(other.Seal(23, Text(length))));
            }
        }
    }

    [Theory]
    [MemberData(nameof(TestSuite.Names), MemberType = typeof(TestSuite))]
    public void Agrees_AfterChangesOfKeys(string name)
    {
        var about = TestSuite.Of(name);
        using var suite = about.Make();
        var secret = Text(about.SecretLength);
        using var seals = new OwnKey(suite, secret, 7, seals: true);
        using var opens = new OwnKey(suite, secret, 0, seals: false);
        using var reference = new ReferenceKey(about, secret);
        for (var i = 0; i < 5; i++)
        {
            Assert.True(seals.Update());
            Assert.True(opens.Update());
            reference.Update();
            for (var j = 0; j < 3; j++)
            {
                var record = reference.Seal(23, Text(100));
                Assert.Equal(record, seals.Seal(23, Text(100)));
                Assert.Equal([.. Text(100), 23], opens.Open(record));
            }
        }
    }

    [Theory]
    [MemberData(nameof(TestSuite.Names), MemberType = typeof(TestSuite))]
    public void RefusesARecord_WhereverABitIsFlipped(string name)
    {
        var about = TestSuite.Of(name);
        using var suite = about.Make();
        var secret = Text(about.SecretLength);
        using var reference = new ReferenceKey(about, secret);
        var record = reference.Seal(23, Text(20));
        for (var bit = 0; bit < record.Length * 8; bit++)
        {
            var forged = (byte[])record.Clone();
            forged[bit / 8] ^= (byte)(1 << (bit % 8));
            using var opens = new OwnKey(suite, secret, 0, seals: false);
            Assert.Null(opens.Open(forged));
        }
    }

    [Fact]
    public void RefusesARecord_WhenItComesTwiceOrTooEarly()
    {
        using var suite = RecordSuite.Aes128();
        using var reference = new ReferenceKey(TestSuite.Aes128, Text(32));
        using var opens = new OwnKey(suite, Text(32), 0, seals: false);
        var (first, _, third) = (reference.Seal(23, Text(3)), reference.Seal(23, Text(3)), reference.Seal(23, Text(3)));

        Assert.NotNull(opens.Open(first));
        Assert.Null(opens.Open(first));
        using var again = new OwnKey(suite, Text(32), 0, seals: false);
        Assert.Null(again.Open(third));
    }

    [Fact]
    public void KeepsNoSecret_OnceItIsFreed()
    {
        using var suite = RecordSuite.Aes256();
        var (secret, key) = (Text(48), default(RecordKey));
        Assert.True(key.TryBegin(suite, secret, 0, seals: true));
        Assert.True(new ReadOnlySpan<byte>(&key, sizeof(RecordKey)).IndexOf(secret) >= 0);

        key.Free();

        Assert.Equal(-1, new ReadOnlySpan<byte>(&key, sizeof(RecordKey)).IndexOfAnyExcept((byte)0));
    }

    private static byte[] Text(int length, byte first = 0) => [.. Enumerable.Range(first, length).Select(i => (byte)i)];

    private static string Expand(RecordSuite suite, string secret, ReadOnlySpan<byte> label, int length)
    {
        var output = new byte[length];
        Assert.True(suite.TryExpand(Convert.FromHexString(secret), label, output));
        return Convert.ToHexStringLower(output);
    }
}
