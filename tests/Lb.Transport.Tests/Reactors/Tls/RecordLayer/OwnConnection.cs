using Lb.Transport.Reactors.Tls;
using Lb.Transport.Tests.Frontends;

namespace Lb.Transport.Tests.Reactors.Tls.RecordLayer;

/// <summary>A connection that was taken over, with a client of OpenSSL's and what forges records in its name.</summary>
internal sealed class OwnConnection : IDisposable
{
    private static readonly TlsBind Bind = TlsBind.Create(TestTls.Settings, TimeProvider.System);
    public static readonly TlsBind KernelBind = TlsBind.Create(TestTls.Settings with { UsesKernel = true }, TimeProvider.System);

    /// <summary>On Unix sockets, with records of our own.</summary>
    public OwnConnection(TestSuite? suite = null)
        : this(suite, null, Bind)
    {
    }

    /// <summary>On TCP sockets.</summary>
    /// <param name="pair">The sockets; the caller disposes them.</param>
    /// <param name="suite">The suite.</param>
    /// <param name="kernel">Whether the kernel is to have the records.</param>
    public OwnConnection(TcpPair pair, TestSuite? suite = null, bool kernel = false)
        : this(suite, pair, kernel ? KernelBind : Bind) => Assert.Equal(kernel, Server.IsKernel);

    private OwnConnection(TestSuite? suite, TcpPair? pair, TlsBind bind)
    {
        suite ??= TestSuite.Aes128;
        Server = new ServedLeg(bind, pair?.Near, pair?.Far);
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
