using Lb.Transport.Reactors.Records;
using Lb.Transport.Reactors.Timers;
using Lb.Transport.Relaying;

namespace Lb.Transport.Tests.Reactors.Relaying;

/// <summary>A connection of the <see cref="FakeReactor"/> with its client and its server.</summary>
internal sealed class SimulatedConnection
{
    private const int MostCorked = 200 + TimerWheel.TickMilliseconds;
    private readonly EntryClock _clock;
    private readonly long _startedAt;
    private readonly FakeTls _library;

    public SimulatedConnection(FakeKernel kernel, FakeTls library, EntryClock clock, ConnectionPlan plan, int number)
    {
        (Plan, _clock, _library) = (plan, clock, library);
        Story = new Story(clock);
        _startedAt = clock.Now;
        var client = new FakeSocket(plan.ClientRoom, Story, isClient: true) { IsBelowTls = plan.IsTls };
        var server = new FakeSocket(plan.ServerRoom, Story, isClient: false);
        (ClientDescriptor, ServerDescriptor) = (kernel.Add(client), kernel.Add(server));
        if (plan.IsTls) Tls = library.Add(ClientDescriptor, plan.NoticeIsSent);
        Client = new FarEnd(client, (2 * number) + 1, 2 * number, plan.IsTls);
        Server = new FarEnd(server, 2 * number, (2 * number) + 1, isTls: false);
        Header = FarEnd.Stream((2 * number) + 1, 0, plan.Header);
        FirstBytes = FarEnd.Stream((2 * number) + 1, plan.Header, plan.FirstBytes);
        Client.BeginAt(plan.Header + plan.FirstBytes);
        Story.Read(isClient: true, plan.FirstBytes);
    }

    public ConnectionPlan Plan { get; }

    public Story Story { get; }

    public FarEnd Client { get; }

    public FarEnd Server { get; }

    public int ClientDescriptor { get; }

    public int ServerDescriptor { get; }

    public nint Tls { get; }

    /// <summary>The first bytes of the client's stream, since the server cannot tell who sent them.</summary>
    public byte[] Header { get; }

    public byte[] FirstBytes { get; }

    public ConnectionHandle Handle { get; set; }

    /// <summary>Whether it may break because something could not be kept: first bytes when the pool is empty, answers to a client that takes none.</summary>
    public bool LackedMemory { get; set; }

    public RelayOutcome? Outcome { get; private set; }

    public bool IsLive => Outcome is null;

    /// <summary>Bytes that the engine has for the client, and its kernel has not taken.</summary>
    public long UnsentToClient => (Tls == 0 ? Story.FromServer : _library[Tls].Written) - Client.Socket.Accepted;

    public long UnsentToServer => Plan.Header + Story.FromClient - Server.Socket.Accepted;

    /// <summary>Whether all that waits for the client may wait on, because it is a ticket that is to leave with the first bytes if they come soon.</summary>
    public bool HasOnlyTicket =>
        Plan.Ticket > 0 && Client.Socket.Accepted == 0 && UnsentToClient == Plan.Ticket + FakeRecord.Overhead && _clock.Now - _startedAt < MostCorked;

    /// <summary>What the timers must say now: a leg that is waited for was quiet for its whole timeout.</summary>
    /// <param name="late">How long the timers may take to notice, milliseconds.</param>
    public RelayEnd? Expiry(long late)
    {
        if (IsQuiet(Client.Socket, Plan.ClientTimeout, Story.ClientActiveAt, late)) return RelayEnd.ClientTimedOut;
        return IsQuiet(Server.Socket, Plan.ServerTimeout, Story.ServerActiveAt, late) ? RelayEnd.ServerTimedOut : null;
    }

    /// <summary>The engine says that it is over.</summary>
    public void End(in RelayOutcome outcome)
    {
        Assert.True(IsLive, "a relay ends twice");
        Outcome = outcome;
        Assert.True(Client.Socket.IsClosed && Server.Socket.IsClosed, "a socket is open after the end");
        Assert.True(Tls == 0 || _library[Tls].IsFreed, "the TLS connection is alive after the end");
        if (!LackedMemory) Assert.Contains(outcome.End, Story.FirstCauses);
        Assert.Equal((Story.FromClient, Story.FromServer), (outcome.BytesFromClient, outcome.BytesFromServer));
        if (Client.Socket.ClosedByReset) Assert.True(Story.ClientBroke || UnsentToClient > 0 || OwesNotice, "a client that took everything is reset");
        if (Server.Socket.ClosedByReset) Assert.True(Story.ClientBroke || LackedMemory || UnsentToServer > 0, "a server that took everything is reset");
    }

    private bool OwesNotice => Tls != 0 && _library[Tls].OwesNotice;

    private bool IsQuiet(FakeSocket socket, int timeout, long activeAt, long late) =>
        timeout > 0 && socket.IsAwaited && _clock.Now - activeAt >= timeout + late;
}
