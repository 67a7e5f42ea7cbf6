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
    private readonly TcpPair _pair = new();
    private readonly TlsBind _bind = TlsBind.Create(TestTls.Settings, TimeProvider.System);

    public void Dispose()
    {
        _pair.Dispose();
        _bind.Dispose();
    }

    [Fact]
    public void LetsGoOfTheReactor_WhenAClientSendsNothingButKeyUpdates()
    {
        using var server = new OpenSslConnection(_bind);
        using var client = new MemoryClient();
        Assert.True(client.Shake(server));
        var leg = new LegRecord { Descriptor = (int)_pair.Near.Handle };
        LibSsl.SetReadBio(server.Pointer, ClientInput.Create(&leg));
        for (var i = 0; i < Updates; i++) _pair.Far.Send(client.UpdateKeys());
        _pair.Far.Send(client.Send("after all"));
        var sent = AwaitArrival();

        var steps = 0;
        var read = server.Read();
        for (; read is { Length: 0 }; read = server.Read(), steps++)
        {
            Assert.InRange(sent - _pair.Near.Available, 0, (steps + 1) * Most);
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
        var leg = new LegRecord { Descriptor = (int)_pair.Near.Handle, Readable = Most };
        LibSsl.SetReadBio(server.Pointer, ClientInput.Create(&leg));

        Assert.Empty(server.Read()!);
        _pair.Far.Shutdown(SocketShutdown.Send);
        _pair.Near.Poll(-1, SelectMode.SelectRead);

        Assert.Null(server.Read());
        Assert.Null(OpenSslErrors.TakeReason());
    }

    // Loopback hands over on its own time.
    private int AwaitArrival()
    {
        SpinWait.SpinUntil(() => _pair.Near.Available >= Updates * 27);
        return _pair.Near.Available;
    }
}
