using System.Net;
using System.Net.Sockets;
using Lb.Transport.Native;
using Lb.Transport.Reactors.Records;
using Lb.Transport.Reactors.Tls;
using Lb.Transport.Tests.Frontends;

namespace Lb.Transport.Tests.Reactors.Tls;

/// <summary>How much of a client's bytes OpenSSL takes in one step.</summary>
public sealed unsafe class ClientInputTests : IDisposable
{
    private const int Most = 8_192;
    private const int Updates = 2_000;
    private readonly Socket _near;
    private readonly Socket _far;
    private readonly TlsBind _bind = TlsBind.Create(TestTls.Settings, TimeProvider.System);

    public ClientInputTests()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        _far = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _far.Connect(listener.LocalEndPoint!);
        _near = listener.Accept();
        _near.Blocking = false;
    }

    public void Dispose()
    {
        _near.Dispose();
        _far.Dispose();
        _bind.Dispose();
    }

    [Fact]
    public void LetsGoOfTheReactor_WhenAClientSendsNothingButKeyUpdates()
    {
        using var server = new OpenSslConnection(_bind);
        using var client = new MemoryClient();
        Assert.True(client.Shake(server));
        var leg = new LegRecord { Descriptor = (int)_near.Handle };
        LibSsl.SetReadBio(server.Pointer, ClientInput.Create(&leg));
        for (var i = 0; i < Updates; i++) _far.Send(client.UpdateKeys());
        _far.Send(client.Send("after all"));
        var sent = AwaitArrival();

        var steps = 0;
        var read = server.Read();
        for (; read is { Length: 0 }; read = server.Read(), steps++)
        {
            Assert.InRange(sent - _near.Available, 0, (steps + 1) * Most);
            leg.Readable = Most;
        }

        Assert.Equal("after all"u8.ToArray(), read);
        Assert.True(steps >= sent / Most, $"{sent} bytes in {steps} steps");
    }

    [Fact]
    public void TellsTheEnd_WhenTheClientClosesWithoutGoodBye()
    {
        using var server = new OpenSslConnection(_bind);
        using var client = new MemoryClient();
        Assert.True(client.Shake(server));
        var leg = new LegRecord { Descriptor = (int)_near.Handle, Readable = Most };
        LibSsl.SetReadBio(server.Pointer, ClientInput.Create(&leg));

        Assert.Empty(server.Read()!);
        _far.Shutdown(SocketShutdown.Send);
        _near.Poll(-1, SelectMode.SelectRead);

        Assert.Null(server.Read());
        Assert.Null(OpenSslErrors.TakeReason());
    }

    // Loopback hands over on its own time.
    private int AwaitArrival()
    {
        SpinWait.SpinUntil(() => _near.Available >= Updates * 27);
        return _near.Available;
    }
}
