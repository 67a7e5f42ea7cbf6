using Lb.Transport.Reactors.Tls;
using Lb.Transport.Tests.Frontends;

namespace Lb.Transport.Tests.Reactors.Tls.RecordLayer;

/// <summary>A connection that was taken over, with a client of OpenSSL's and what forges records in its name.</summary>
internal sealed class OwnConnection : IDisposable
{
    private static readonly TlsBind Bind = TlsBind.Create(TestTls.Settings, TimeProvider.System);

    public OwnConnection(TestSuite? suite = null, System.Net.Sockets.Socket? near = null, System.Net.Sockets.Socket? far = null)
    {
        suite ??= TestSuite.Aes128;
        Server = new ServedLeg(Bind, near, far);
        Client = new TlsPeer(suite.Name);
        Server.Shake(Client);
        Forger = new ReferenceKey(suite, Server.ClientSecret);
        Opener = new ReferenceKey(suite, Server.ServerSecret);
        Assert.True(Server.TakeOver());
    }

    public ServedLeg Server { get; }

    /// <summary>Where it has sent nothing, <see cref="Forger"/> may send instead.</summary>
    public TlsPeer Client { get; }

    /// <summary>Seals the client's records.</summary>
    public ReferenceKey Forger { get; }

    /// <summary>Opens the server's.</summary>
    public ReferenceKey Opener { get; }

    /// <summary>Data from one end to the other, both ways.</summary>
    public void Exchange(int size)
    {
        var sent = Streams.Bytes(size);
        Server.Send(Client.Send(sent));
        Assert.Equal(sent, Server.ReadAll(out _));
        Assert.Equal(sent, Client.Receive([.. Server.Drain(), .. Server.Write(sent)]));
    }

    public void Dispose()
    {
        Server.Dispose();
        Client.Dispose();
        Forger.Dispose();
        Opener.Dispose();
    }
}
