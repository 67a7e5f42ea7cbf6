using System.Text;
using Lb.Broker.Authentication;

namespace Lb.Broker.Tests.Authentication;

public sealed class ScramExchangeTests
{
    // The example of RFC 7677 section 3.
    private const string ClientFirst = "n,,n=user,r=rOprNGfwEbeRWgbNEkqO";
    private const string ServerNonce = "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
    private const string ServerFirst = "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
    private const string ClientFinal =
        "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";
    private const string ServerFinal = "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";

    private static readonly ScramDecoys Decoys = new([1, 2, 3]);

    private readonly ScramExchange _exchange = new(new Rfc7677User(), Decoys, ServerNonce);

    [Fact]
    public void SpeaksTheExampleOfTheRfc()
    {
        Assert.Equal(ServerFirst, Text(_exchange.Challenge(Encoding.UTF8.GetBytes(ClientFirst))));
        Assert.Equal(ServerFinal, Text(_exchange.Finish(Encoding.UTF8.GetBytes(ClientFinal))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("n,,n=user")]
    [InlineData("n,,r=abc,n=user")]
    [InlineData("n,,n=,r=abc")]
    [InlineData("n,,n=user,r=")]
    [InlineData("n,,n=us=er,r=abc")]
    [InlineData("n,a=admin,n=user,r=abc")]
    [InlineData("n,,m=ext,n=user,r=abc")]
    [InlineData("p=tls-unique,,n=user,r=abc")]
    public void RefusesAFirstMessage_ThatItDoesNotUnderstand(string message) =>
        Assert.Null(_exchange.Challenge(Encoding.UTF8.GetBytes(message)));

    [Theory]
    [InlineData("c=biws", "c=eSws")]
    [InlineData("k0,p=", "k1,p=")]
    [InlineData("p=dHzb", "p=dHzc")]
    [InlineData("p=dHzb", "p=")]
    [InlineData(",p=", ",q=")]
    [InlineData("c=biws,", "")]
    [InlineData("AndVQ=", "!!")]
    public void RefusesAFinalMessage_ThatWasTamperedWith(string part, string instead)
    {
        _exchange.Challenge(Encoding.UTF8.GetBytes(ClientFirst));

        Assert.Null(_exchange.Finish(Encoding.UTF8.GetBytes(ClientFinal.Replace(part, instead))));
    }

    [Fact]
    public void ChallengesAnUnknownUserLikeAKnownOne_WithTheSameSaltEachTime()
    {
        string Challenge(string user, string nonce) =>
            Text(new ScramExchange(new Rfc7677User(), Decoys, nonce).Challenge(Encoding.UTF8.GetBytes($"n,,n={user},r=abc")))!;

        var parts = Challenge("other", "one").Split(',');

        Assert.Equal(3, parts.Length);
        Assert.Equal("r=abcone", parts[0]);
        Assert.Equal(16, Convert.FromBase64String(parts[1][2..]).Length);
        Assert.Equal("i=4096", parts[2]);
        Assert.Equal(parts[1], Challenge("other", "two").Split(',')[1]);
        Assert.NotEqual(parts[1], Challenge("another", "one").Split(',')[1]);
    }

    [Fact]
    public void RefusesAnUnknownUser_WhateverItsPassword()
    {
        var client = new ScramClient("other", "");
        var challenge = Text(_exchange.Challenge(client.First))!;

        Assert.Null(_exchange.Finish(client.Final(challenge)));
    }

    [Fact]
    public void NeverThrows_WhateverBytesCome() => Seeded.Check(random =>
    {
        var bytes = Encoding.UTF8.GetBytes(random.Next(2) == 0 ? ClientFirst : ClientFinal);
        bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        var exchange = new ScramExchange(new Rfc7677User(), Decoys, ServerNonce);
        if (exchange.Challenge(bytes) is null) return;
        Assert.Null(exchange.Finish(bytes));
    });

    [Fact]
    public void ResolvesEscapes_OfTheUserName()
    {
        _exchange.Challenge("n,,n=a=2Cb=3D,r=abc"u8);

        Assert.Equal("a,b=", _exchange.Username);
    }

    private static string? Text(byte[]? bytes) => bytes is null ? null : Encoding.UTF8.GetString(bytes);

    private sealed class Rfc7677User : IUserStore
    {
        private static readonly ScramCredential Credential =
            ScramCredential.FromPassword("pencil", Convert.FromBase64String("W22ZaJ0SNY7soEsUEjb6gQ=="), 4_096);

        public bool Verify(string username, ReadOnlySpan<byte> password) => false;

        public ScramCredential? FindScram(string username) => username == "user" ? Credential : null;
    }
}
