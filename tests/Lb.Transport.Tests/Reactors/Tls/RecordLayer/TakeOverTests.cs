using Lb.Transport.Reactors.Sockets;
using Lb.Transport.Reactors.Tls;
using Lb.Transport.Reactors.Tls.KeySchedule;
using Lb.Transport.Tests.Frontends;
using Lb.Transport.Tls;

namespace Lb.Transport.Tests.Reactors.Tls.RecordLayer;

/// <summary>Connections that go from OpenSSL to our records: the client, OpenSSL's own, must not notice.</summary>
public sealed unsafe class TakeOverTests : IDisposable
{
    private static readonly int[] Sizes = [1, 2, 15, 16, 17, 1000, 16_383, 16_384, 16_385, 32_768, 50_000];
    private readonly TlsBind _bind = TlsBind.Create(TestTls.Settings, TimeProvider.System);

    public static IEnumerable<object[]> Ways =>
        from suite in TestSuite.All
        from resumes in (bool[])[false, true]
        from ticket in (bool[])[false, true]
        from before in (int[])[0, 1, 3]
        select new object[] { suite.Name, resumes, ticket, before };

    public void Dispose() => _bind.Dispose();

    [Theory]
    [MemberData(nameof(Ways))]
    public void MovesBytesBothWays_WhateverWasBefore(string suite, bool resumes, bool ticket, int recordsBefore)
    {
        var session = resumes ? TicketOf(suite) : 0;
        using var server = new ServedLeg(_bind);
        using var client = new TlsPeer(suite, session: session);
        server.Shake(client);
        Assert.Equal(resumes, client.IsResumed);
        if (ticket) Assert.True(_bind.QueueTicket(server.Ssl));
        Exchange(server, client, Enumerable.Repeat(700, recordsBefore));

        Assert.True(server.TakeOver());

        Exchange(server, client, Sizes);
        Assert.Equal(IoResult.WouldBlock, server.Read(1, out _));
        if (session != 0) MemoryClient.FreeSession(session);
    }

    [Fact]
    public void GivesEachConnectionItsOwnSecrets_WhenHandshakesTakeTurns()
    {
        using var keys = new HandshakeKeys();
        using var one = new ServedLeg(_bind, keys: keys);
        using var other = new ServedLeg(_bind, keys: keys);
        using var first = new TlsPeer();
        using var second = new TlsPeer();
        var (isDone, isOtherDone) = (false, false);
        while (!isDone || !isOtherDone)
        {
            isDone = isDone || one.ShakeOnce(first);
            isOtherDone = isOtherDone || other.ShakeOnce(second);
        }

        Assert.True(one.TakeOver() && other.TakeOver());

        Exchange(one, first, [10, 20_000]);
        Exchange(other, second, [10, 20_000]);
    }

    [Fact]
    public void TakesOver_WhenTheClientHadToSayHelloTwice()
    {
        using var bind = TlsBind.Create(TestTls.Settings with { Curves = "X25519" }, TimeProvider.System);
        using var server = new ServedLeg(bind);
        using var client = new TlsPeer(groups: "P-384:X25519");
        server.Shake(client);

        Assert.True(server.TakeOver());

        Exchange(server, client, [10, 20_000]);
    }

    [Fact]
    public void TakesOver_WhenTheClientGaveACertificate()
    {
        var settings = TestTls.Settings with { ClientCertificates = ClientCertificates.Required, ClientCaPem = TestTls.Authority.CertificatePem };
        using var bind = TlsBind.Create(settings, TimeProvider.System);
        using var server = new ServedLeg(bind);
        using var client = new TlsPeer(certificate: TestTls.Authority.IssueClient("device"));
        server.Shake(client);
        Assert.True(new TlsSession(server.Ssl).HasClientCertificate);

        Assert.True(server.TakeOver());

        Exchange(server, client, [10, 20_000]);
    }

    [Theory]
    [InlineData(3, 0)]
    [InlineData(0, 3)]
    public void CountsEachDirectionForItself(int read, int written)
    {
        using var server = new ServedLeg(_bind);
        using var client = new TlsPeer();
        server.Shake(client);
        for (var i = 0; i < read; i++) Up(server, client, 20_000);
        for (var i = 0; i < written; i++) Down(server, client, 20_000);

        Assert.True(server.TakeOver());

        Exchange(server, client, [10, 20_000]);
    }

    [Fact]
    public void LeavesTheTicketGood_ThatWasWrittenBefore()
    {
        using var server = new ServedLeg(_bind);
        using var client = new TlsPeer();
        server.Shake(client);
        Assert.True(_bind.QueueTicket(server.Ssl));
        Assert.True(server.TakeOver());
        Down(server, client, 10);
        var session = client.TakeSession();

        using var later = new ServedLeg(_bind);
        using var again = new TlsPeer(session: session);
        later.Shake(again);

        Assert.True(again.IsResumed);
        MemoryClient.FreeSession(session);
    }

    [Fact]
    public void WritesNothing_WhenThereIsNothingToSend()
    {
        using var server = new ServedLeg(_bind);
        using var client = new TlsPeer();
        server.Shake(client);
        Assert.True(server.TakeOver());

        Assert.Empty(server.Write([]));

        Exchange(server, client, [1]);
    }

    [Fact]
    public void PassesOverEmptyRecords_AndPadding()
    {
        using var server = new ServedLeg(_bind);
        using var client = new TlsPeer(TestSuite.Aes256.Name);
        server.Shake(client);
        using var forger = new ReferenceKey(TestSuite.Aes256, server.ClientSecret);
        Assert.True(server.TakeOver());

        for (var i = 0; i < 10; i++) server.Send(forger.Seal(ReferenceKey.Data, [], i * 1000));
        server.Send(forger.Seal(ReferenceKey.Data, "x"u8, 16_383));
        server.Send(forger.Seal(ReferenceKey.Data, "yz"u8));

        Assert.Equal("xyz"u8.ToArray(), server.ReadAll(out var result));
        Assert.Equal(IoResult.WouldBlock, result);
    }

    private nint TicketOf(string suite)
    {
        using var server = new ServedLeg(_bind);
        using var client = new TlsPeer(suite);
        server.Shake(client);
        Assert.True(_bind.QueueTicket(server.Ssl));
        Down(server, client, 1);
        return client.TakeSession();
    }

    private static void Exchange(ServedLeg server, TlsPeer client, IEnumerable<int> sizes)
    {
        foreach (var size in sizes)
        {
            Up(server, client, size);
            Down(server, client, size);
        }
    }

    private static void Up(ServedLeg server, TlsPeer client, int size)
    {
        var sent = Streams.Bytes(size);
        server.Send(client.Send(sent));
        Assert.Equal(sent, server.ReadAll(out var result));
        Assert.Equal(IoResult.WouldBlock, result);
    }

    private static void Down(ServedLeg server, TlsPeer client, int size)
    {
        var sent = Streams.Bytes(size);
        Assert.Equal(sent, client.Receive(server.Write(sent)));
    }
}
