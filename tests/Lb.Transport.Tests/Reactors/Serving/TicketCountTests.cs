using System.Net.Sockets;
using System.Text.RegularExpressions;
using Lb.Transport.Tests.Frontends;
using Lb.Transport.Tests.Tls;

namespace Lb.Transport.Tests.Reactors.Serving;

public sealed partial class TicketCountTests
{
    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task SendsExactlyOneTicket_AfterAHandshakeOfTls13(bool sendsTickets, int expected)
    {
        var plan = new FrontPlan(LegKind.Tls) { Tls = TestTls.Settings with { SendsTickets = sendsTickets } };
        await using var front = await ReactorFront.StartAsync(plan);
        var client = OpenSslClient.RunAsync(front.Address, "-tls1_3");

        using (var server = await front.AcceptAsync())
        {
            await server.SendAsync("welcome"u8.ToArray()).InTime();
            server.Shutdown(SocketShutdown.Send);
            await server.ReadToCloseAsync();
        }

        var said = await client;
        Assert.Contains("welcome", said, StringComparison.Ordinal);
        Assert.Equal(expected, Ticket().Count(said));
    }

    [GeneratedRegex("New Session Ticket arrived")]
    private static partial Regex Ticket();
}
