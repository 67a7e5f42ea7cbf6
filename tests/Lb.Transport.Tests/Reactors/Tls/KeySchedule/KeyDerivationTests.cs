using System.Runtime.InteropServices;
using System.Text;
using Lb.Transport.Native;
using Lb.Transport.Reactors.Tls.KeySchedule;
using Lb.Transport.Reactors.Tls.RecordLayer;

namespace Lb.Transport.Tests.Reactors.Tls.KeySchedule;

/// <summary>Our TLS13-KDF beside the library's.</summary>
public sealed unsafe class KeyDerivationTests : IDisposable
{
    private static readonly string[] Digests = ["SHA2-256", "SHA2-384", "SHA256", "SHA2-512", "no hash"];
    private static readonly string?[] Prefixes = ["tls13 ", "tls13 ", "tls13 ", "dtls13", null];
    private readonly nint _ours;
    private readonly HandshakeKeys _keys = new();

    public KeyDerivationTests()
    {
        _ours = Fetch(KeyScheduleProvider.Query);
        Assert.Equal("mqlb", ProviderOf(_ours));
    }

    public void Dispose() => _keys.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void DerivesAsTheLibraryDoes_WhateverIsAsked(bool inStep) => Seeded.Check(
        random =>
        {
            var asked = Random(random);
            var expected = asked.Run(KeyDerivation.Library);
            if (inStep) _keys.Enter(null);
            var derived = asked.Run(_ours);
            _keys.Leave();
            Assert.Equal(expected, derived);
        },
        runs: 2_000);

    [Fact]
    public void TakesParametersInACallOfTheirOwn()
    {
        var asked = Expansion("SHA2-256", "derived");

        _keys.Enter(null);
        var derived = asked.Run(_ours, setsFirst: true);
        _keys.Leave();

        Assert.NotNull(derived);
        Assert.Equal(asked.Run(KeyDerivation.Library), derived);
    }

    [Theory]
    [InlineData("SHA2-256")]
    [InlineData("SHA2-384")]
    public void KeepsTheTwoSecretsOfTheConnection_AndNoOthers(string digest)
    {
        TrafficSecrets secrets = default;
        secrets.Count(isWritten: true);
        secrets.Count(isWritten: false);
        _keys.Enter(&secrets);
        foreach (var label in (string[])["c hs traffic", "s hs traffic", "exp master", "res master", "c e traffic", "derived"])
            Assert.NotNull(Expansion(digest, label).Run(_ours));
        Assert.Equal((0, 0, 1ul, 1ul), (secrets.Client.Length, secrets.Server.Length, secrets.Read, secrets.Written));

        var client = Expansion(digest, "c ap traffic").Run(_ours);
        Assert.Equal((true, 0, 0ul, 1ul), (secrets.Client.SequenceEqual(client), secrets.Server.Length, secrets.Read, secrets.Written));
        var server = Expansion(digest, "s ap traffic").Run(_ours);
        _keys.Leave();

        Assert.Equal((true, true, 0ul), (secrets.Client.SequenceEqual(client), secrets.Server.SequenceEqual(server), secrets.Written));
        Assert.True(secrets.IsComplete(client!.Length));
        Assert.Null(HandshakeKeys.Current);
    }

    [Fact]
    public void KeepsNothing_OutsideOfAStep()
    {
        TrafficSecrets secrets = default;
        _keys.Enter(&secrets);
        _keys.Leave();

        Assert.NotNull(Expansion("SHA2-256", "c ap traffic").Run(_ours));

        Assert.True(secrets.Client.IsEmpty);
    }

    [Fact]
    public void IsForThoseAloneThatAskForIt()
    {
        Assert.Equal("default", ProviderOf(KeyDerivation.Library));
        Assert.Equal("default", ProviderOf(Fetch(default)));
        Assert.Equal("default", ProviderOf(Fetch("provider=default\0"u8)));
    }

    [Fact]
    public void IsNotUsed_WhereAllAlgorithmsMustBeValidated()
    {
        Assert.Equal(0, Fetch("?mqlb.schedule=yes,fips=yes\0"u8));
        LibCrypto.ClearErrors();
    }

    private static nint Fetch(ReadOnlySpan<byte> properties)
    {
        fixed (byte* name = "TLS13-KDF\0"u8, query = properties) return LibCrypto.FetchKdf(0, name, query);
    }

    private static string? ProviderOf(nint kdf) => Marshal.PtrToStringUTF8((nint)LibCrypto.GetProviderName(LibCrypto.GetKdfProvider(kdf)));

    private static Derivation Expansion(string digest, string label)
    {
        var length = digest == "SHA2-256" ? 32 : 48;
        return new Derivation(Derivation.ExpandOnly, digest)
        {
            Key = Bytes(length, 1),
            Label = Encoding.ASCII.GetBytes(label),
            Data = Bytes(length, 7),
            Length = length,
        };
    }

    private static Derivation Random(Random random)
    {
        var isSimple = random.Next(2) == 0;
        return new Derivation(isSimple ? Derivation.ExpandOnly : random.Next(4), isSimple ? Digests[random.Next(2)] : Digests[random.Next(Digests.Length)])
        {
            Key = Some(random, isSimple),
            Salt = isSimple || random.Next(2) == 0 ? null : Some(random, isSimple),
            Prefix = isSimple ? "tls13 " : Prefixes[random.Next(Prefixes.Length)],
            Label = Some(random, isSimple),
            Data = random.Next(4) == 0 ? null : Some(random, isSimple),
            Length = random.Next(1, random.Next(4) == 0 ? 200 : 49),
        };
    }

    private static byte[]? Some(Random random, bool isSimple)
    {
        if (!isSimple && random.Next(5) == 0) return null;
        var bytes = new byte[random.Next(isSimple ? 1 : 0, 70)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Bytes(int count, byte first) => [.. Enumerable.Range(first, count).Select(i => (byte)i)];
}
