using Lb.Broker.Sessions;
using Lb.Broker.Tests.Delivery;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Sessions;

public sealed class OutgoingMessagesTests : IDisposable
{
    private readonly BrokerParts _parts = new(options => options with { MaximumWaitingMessages = 3, MaximumInFlight = 4, MaximumWaitingBytes = 1_000 });
    private readonly OutgoingMessages _outgoing;

    public OutgoingMessagesTests() => _outgoing = new OutgoingMessages(_parts.State.Options, _parts.State.Counters);

    public void Dispose() => _parts.Dispose();

    [Fact]
    public void SendsAtOnce_WhenTheClientIsThere()
    {
        var outbox = Attach();

        for (var qos = 0; qos <= 2; qos++) _outgoing.Deliver(_parts.Dispatch($"{qos}", qos));

        Assert.Equal(["0", "1", "2"], outbox.Payloads);
        Assert.Equal([0, 1, 2], outbox.Messages.Select(message => (int)message.PacketId));
        Assert.Equal(2, _outgoing.Count);
    }

    [Fact]
    public void KeepsAllButQoS0_WhileTheClientIsAway()
    {
        Attach();
        _outgoing.Detach();

        for (var qos = 0; qos <= 2; qos++) _outgoing.Deliver(_parts.Dispatch($"{qos}", qos));

        Assert.False(_outgoing.TryDeliver(_parts.Dispatch("0", 0)));
        Assert.Equal(["1", "2"], Attach().Payloads);
        // Nobody was there to lose a QoS 0 message.
        Assert.Equal(0, _parts.Dropped);
    }

    [Fact]
    public void SendsAgainWhatIsOpenBeforeWhatWaits_OnANewConnection()
    {
        var first = Attach();
        foreach (var qos in (int[])[1, 2, 2, 1]) _outgoing.Deliver(_parts.Dispatch($"sent {first.Packets.Count + 1}", qos));
        _outgoing.Acknowledge(1);
        _outgoing.Release(2);
        _outgoing.Detach();
        _outgoing.Deliver(_parts.Dispatch("new"));

        var second = Attach();

        Assert.Equal([PacketType.PubRel, PacketType.Publish, PacketType.Publish, PacketType.Publish], second.Packets.Select(packet => packet.Type));
        Assert.Equal(["sent 3", "sent 4", "new"], second.Payloads);
        Assert.Equal([true, true, false], second.Messages.Select(message => message.Duplicate));
        Assert.Equal([3, 4, 5], second.Messages.Select(message => (int)message.PacketId));
    }

    [Fact]
    public void HasNoMoreInFlightThanTheClientTakes_UntilItAcknowledges()
    {
        var outbox = Attach(receiveMaximum: 2);
        for (var i = 0; i < 5; i++) _outgoing.Deliver(_parts.Dispatch($"{i}", qos: 1 + (i % 2)));
        Assert.Equal(["0", "1"], outbox.Payloads);

        Assert.True(_outgoing.Acknowledge(1));
        Assert.Equal(["0", "1", "2"], outbox.Payloads);
        // PUBREC frees no place, PUBCOMP does.
        Assert.True(_outgoing.Release(2));
        Assert.Equal(3, outbox.Packets.Count);
        Assert.True(_outgoing.Complete(2));
        Assert.Equal(["0", "1", "2", "3"], outbox.Payloads);
        Assert.True(_outgoing.Refuse(4));
        Assert.Equal(["0", "1", "2", "3", "4"], outbox.Payloads);
    }

    [Fact]
    public void SendsNothing_WhenNothingWaitsForTheAcknowledgement()
    {
        var outbox = Attach(receiveMaximum: 1);
        for (var i = 0; i < 2; i++) _outgoing.Deliver(_parts.Dispatch($"{i}"));

        Assert.False(_outgoing.Acknowledge(2));
        Assert.False(_outgoing.Release(1));
        Assert.False(_outgoing.Refuse(1));
        Assert.False(_outgoing.Complete(1));

        Assert.Equal(["0"], outbox.Payloads);
    }

    [Fact]
    public void HoldsItsOwnLimit_WhenTheClientTakesMore()
    {
        var outbox = Attach();

        for (var i = 0; i < 7; i++) _outgoing.Deliver(_parts.Dispatch($"{i}"));

        Assert.Equal((4, 7, 0), (outbox.Packets.Count, _outgoing.Count, (int)_parts.Dropped));
        _outgoing.Deliver(_parts.Dispatch("one too many"));
        Assert.Equal((7, 1), (_outgoing.Count, (int)_parts.Dropped));
    }

    [Fact]
    public void HoldsTheMemoryLimit_InFlightToo()
    {
        var outbox = Attach();

        for (var i = 0; i < 4; i++) _outgoing.Deliver(_parts.Dispatch(new string((char)('a' + i), 450)));

        Assert.Equal(["a", "b"], outbox.Payloads.Select(payload => payload[..1]));
        Assert.Equal(3, _outgoing.Count);
        Assert.Equal(1, _parts.Dropped);
        _outgoing.Acknowledge(1);
        Assert.Equal("c", outbox.Payloads[^1][..1]);
    }

    [Fact]
    public void CountsAMessageOfQoS0_ThatASlowClientDoesNotGet()
    {
        var outbox = Attach();
        outbox.IsFull = true;

        _outgoing.Deliver(_parts.Dispatch("x", 0));

        Assert.Empty(outbox.Packets);
        Assert.Equal(1, _parts.Dropped);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void GoesOnWithTheNext_WhenOneIsTooLargeForTheClient(int qos)
    {
        var outbox = Attach(receiveMaximum: 1, new SizeLimit(30));

        _outgoing.Deliver(_parts.Dispatch(new string('x', 30), qos));
        _outgoing.Deliver(_parts.Dispatch("small", qos));

        Assert.Equal(["small"], outbox.Payloads);
        Assert.Equal((1, Math.Min(qos, 1)), ((int)_parts.Dropped, _outgoing.Count));
    }

    [Fact]
    public void LeavesOutWhatTheNewConnectionDoesNotTake_ThoughItWasInFlight()
    {
        Attach();
        _outgoing.Deliver(_parts.Dispatch(new string('x', 30)));
        _outgoing.Detach();
        _outgoing.Deliver(_parts.Dispatch("small"));

        var second = Attach(receiveMaximum: 1, new SizeLimit(30));

        Assert.Equal(["small"], second.Payloads);
        Assert.Equal((1, 1), ((int)_parts.Dropped, _outgoing.Count));
    }

    [Fact]
    public void LeavesOutWhatExpiredWhileItWaited_AndTellsTheRestWhatIsLeft()
    {
        _outgoing.Deliver(_parts.Dispatch("short", expiry: 5));
        _outgoing.Deliver(_parts.Dispatch("long", expiry: 20));
        _outgoing.Deliver(_parts.Dispatch("for ever"));
        _parts.Clock.Advance(TimeSpan.FromSeconds(5));

        var outbox = Attach();

        Assert.Equal(["long", "for ever"], outbox.Payloads);
        Assert.Equal([15u, null], outbox.Messages.Select(message => message.Properties.MessageExpiryInterval));
    }

    [Fact]
    public void SendsAgainWhatExpiredInFlight_BecauseItsDeliveryHasBegun()
    {
        Attach();
        _outgoing.Deliver(_parts.Dispatch("begun", expiry: 5));
        _outgoing.Detach();
        _parts.Clock.Advance(TimeSpan.FromSeconds(6));

        var again = Assert.Single(Attach().Messages);

        Assert.Equal((true, 0u), (again.Duplicate, again.Properties.MessageExpiryInterval));
    }

    [Fact]
    public void GivesOutOnlyWhatWasNeverSent()
    {
        var outbox = Attach(receiveMaximum: 1);
        for (var i = 0; i < 4; i++) _outgoing.Deliver(_parts.Dispatch($"{i}"));

        var taken = _outgoing.TakeUnsent(dispatch => dispatch.Message.Payload.Span[0] != '2');

        Assert.Equal(["1", "3"], taken.Select(dispatch => System.Text.Encoding.UTF8.GetString(dispatch.Message.Payload.Span)));
        Assert.Equal("0", System.Text.Encoding.UTF8.GetString(Assert.Single(_outgoing.Unacknowledged).Message.Payload.Span));
        _outgoing.Acknowledge(1);
        Assert.Equal(["0", "2"], outbox.Payloads);
        _outgoing.Acknowledge(2);
        Assert.Equal((0, 0L), (_outgoing.Count, _outgoing.Bytes));
    }

    private FakeOutbox Attach(int receiveMaximum = ushort.MaxValue, SizeLimit? limit = null)
    {
        var outbox = new FakeOutbox();
        _outgoing.Attach(outbox, receiveMaximum, limit);
        return outbox;
    }
}
