using Lb.Transport.Native;
using Lb.Transport.Reactors.Records;
using Lb.Transport.Reactors.Sockets;
using Lb.Transport.Reactors.Tls;
using Lb.Transport.Tests.Frontends;

namespace Lb.Transport.Tests.Reactors.Tls.RecordLayer;

/// <summary>Connections that stay with OpenSSL, and go on there.</summary>
public sealed unsafe class NoTakeOverTests : IDisposable
{
    private readonly TlsBind _bind = TlsBind.Create(TestTls.Settings, TimeProvider.System);

    public void Dispose() => _bind.Dispose();

    [Fact]
    public void StaysWithOpenSsl_BeforeTls13()
    {
        using var server = new ServedLeg(_bind);
        using var client = new TlsPeer(version: LibSsl.Tls12);
        server.Shake(client);

        AssertStays(server, client);
    }

    [Fact]
    public void StaysWithOpenSsl_WithACipherThatIsNotOurs()
    {
        const string Suite = "TLS_AES_128_CCM_SHA256";
        using var bind = TlsBind.Create(TestTls.Settings with { CipherSuites = Suite }, TimeProvider.System);
        using var server = new ServedLeg(bind);
        using var client = new TlsPeer(Suite);
        server.Shake(client);
        Assert.Equal(Suite, new TlsSession(server.Ssl).Cipher);

        AssertStays(server, client);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void StaysWithOpenSsl_WhenTheClientAsksForSmallRecords(byte fragment)
    {
        using var server = new ServedLeg(_bind);
        using var client = new TlsPeer(fragment: fragment);
        server.Shake(client);

        AssertStays(server, client);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void StaysWithOpenSsl_WhenKeysHaveChanged(bool asks)
    {
        using var server = new ServedLeg(_bind);
        using var client = new TlsPeer();
        server.Shake(client);
        server.Send(client.UpdateKeys(asks));
        Assert.Equal(IoResult.WouldBlock, server.Read(100, out _));

        AssertStays(server, client);
    }

    [Fact]
    public void StaysWithOpenSsl_WhileItHoldsARecordThatWasReadAhead()
    {
        using var server = new ServedLeg(_bind);
        using var client = new TlsPeer();
        server.Shake(client);
        server.Send([.. client.Send("one"u8), .. client.Send("two"u8)]);
        Assert.Equal(3, server.Read(100, out _));

        Assert.False(server.TakeOver());

        Assert.Equal("two"u8.ToArray(), server.ReadAll(out _));
    }

    [Fact]
    public void StaysWithOpenSsl_WhileItHoldsTheRestOfARecord()
    {
        using var server = new ServedLeg(_bind);
        using var client = new TlsPeer();
        server.Shake(client);
        server.Send(client.Send("three"u8));
        Assert.Equal(1, server.Read(1, out _));

        Assert.False(server.TakeOver());

        Assert.Equal("hree"u8.ToArray(), server.ReadAll(out _));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(20)]
    public void StaysWithOpenSsl_WhenARecordHasCome_InPart(int part)
    {
        using var server = new ServedLeg(_bind);
        using var client = new TlsPeer();
        server.Shake(client);
        var record = client.Send("text"u8);
        server.Send(record.AsSpan(0, part));
        Assert.Equal(IoResult.WouldBlock, server.Read(100, out _));

        Assert.False(server.TakeOver());

        server.Send(record.AsSpan(part));
        Assert.Equal("text"u8.ToArray(), server.ReadAll(out _));
        Assert.True(server.TakeOver());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public void StaysWithOpenSsl_WhenAKeyUpdateHasCome_InPart(int part)
    {
        using var server = new ServedLeg(_bind);
        using var client = new TlsPeer();
        server.Shake(client);
        using var forger = new ReferenceKey(TestSuite.Aes256, server.ClientSecret);
        byte[] message = [24, 0, 0, 1, 0];
        server.Send(forger.Seal(ReferenceKey.Handshake, message.AsSpan(0, part)));
        Assert.Equal(IoResult.WouldBlock, server.Read(100, out _));

        Assert.False(server.TakeOver());

        server.Send(forger.Seal(ReferenceKey.Handshake, message.AsSpan(part)));
        forger.Update();
        server.Send(forger.Seal(ReferenceKey.Data, "text"u8));
        Assert.Equal("text"u8.ToArray(), server.ReadAll(out _));
    }

    [Fact]
    public void KeepsAnEndThatOpenSslHasSeen()
    {
        using var server = new ServedLeg(_bind);
        using var client = new TlsPeer();
        server.Shake(client);
        using var forger = new ReferenceKey(TestSuite.Aes256, server.ClientSecret);
        server.Send(forger.Seal(ReferenceKey.Alert, [1, 0]));
        Assert.Equal(IoResult.Ended, server.Read(100, out _));

        _ = server.TakeOver();

        server.Send(forger.Seal(ReferenceKey.Data, "late"u8));
        Assert.Equal(IoResult.Ended, server.Read(100, out _));
    }

    private static void AssertStays(ServedLeg server, TlsPeer client)
    {
        Assert.False(server.TakeOver());
        foreach (var size in new[] { 1, 1000, 20_000 })
        {
            var sent = Streams.Bytes(size);
            server.Send(client.Send(sent));
            Assert.Equal(sent, server.ReadAll(out var result));
            Assert.Equal(IoResult.WouldBlock, result);
            Assert.Equal(sent, client.Receive(server.Write(sent)));
        }

        Assert.False(server.Leg->Has(LegFlags.HoldsMore));
    }
}
