using Lb.Broker.Delivery;
using Lb.Broker.Sessions;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Sessions;

public sealed class OutgoingWindowTests
{
    private readonly OutgoingWindow _window = new();

    [Fact]
    public void NeverHasAPacketIdTwiceInFlight_WhateverIsAcknowledged() => Seeded.Check(random =>
    {
        var window = new OutgoingWindow();
        var limit = random.Next(1, 20);
        window.Open(limit);
        var open = new Dictionary<ushort, (QualityOfService QoS, bool Released)>();
        for (var step = 0; step < 400; step++)
        {
            if (window.HasRoom && random.Next(2) == 0)
            {
                var started = window.Start(Dispatch(random.Next(1, 3)));
                Assert.NotEqual(0, started.PacketId);
                Assert.True(open.TryAdd(started.PacketId, (started.QoS, false)));
            }
            else Acknowledge(window, open, (ushort)random.Next(1, 60), random.Next(4));
            Assert.Equal(open.Count, window.Count);
            Assert.Equal(open.Count < limit, window.HasRoom);
            Assert.Equal(open.Values.Count(one => !one.Released) * (long)Dispatch(1).Message.Size, window.Bytes);
        }
    });

    [Fact]
    public void SkipsIdsStillInFlight_WhenTheCounterWrapsAround()
    {
        _window.Open(65_535);
        var stuck = _window.Start(Dispatch(2));
        for (var i = 0; i < 65_534; i++) Assert.True(_window.Acknowledge(_window.Start(Dispatch(1)).PacketId));

        Assert.Equal(1, stuck.PacketId);
        Assert.Equal(2, _window.Start(Dispatch(1)).PacketId);
    }

    [Fact]
    public void ResendsInTheOrderOfTheFirstSending_WhenAConnectionOpens()
    {
        _window.Open(10);
        var ids = Enumerable.Range(0, 5).Select(i => _window.Start(Dispatch(i == 0 ? 2 : 1)).PacketId).ToList();
        _window.Release(ids[0]);
        _window.Acknowledge(ids[2]);

        _window.Open(10);

        var due = TakeAllDue();
        Assert.Equal([ids[0], ids[1], ids[3], ids[4]], due.Select(message => message.PacketId));
        Assert.Equal([true, false, false, false], due.Select(message => message.IsReleased));
    }

    [Fact]
    public void HoldsTheRestBack_WhenTheNewConnectionsReceiveMaximumIsSmaller()
    {
        _window.Open(10);
        for (var i = 0; i < 3; i++) _window.Start(Dispatch(1));

        _window.Open(1);
        var first = Assert.Single(TakeAllDue());
        Assert.False(_window.HasRoom);
        Assert.False(_window.Acknowledge(3));

        Assert.True(_window.Acknowledge(first.PacketId));
        Assert.Equal(2, Assert.Single(TakeAllDue()).PacketId);
        Assert.True(_window.HasDue);
    }

    [Fact]
    public void SendsEveryReleaseAgain_WhenThereIsNoRoomForPublications()
    {
        _window.Open(10);
        for (var i = 0; i < 3; i++) _window.Release(_window.Start(Dispatch(2)).PacketId);

        _window.Open(1);

        Assert.Equal(3, TakeAllDue().Count);
    }

    [Fact]
    public void FreesTheSlot_WhenTheReceiverRefusesWithPubRec()
    {
        _window.Open(1);
        var message = _window.Start(Dispatch(2));

        Assert.True(_window.Refuse(message.PacketId));

        Assert.True(_window.HasRoom);
        Assert.Equal(0, _window.Bytes);
    }

    [Fact]
    public void AcceptsPubRecTwice_ButPubCompOnlyAfterIt()
    {
        _window.Open(1);
        var id = _window.Start(Dispatch(2)).PacketId;

        Assert.False(_window.Complete(id));
        Assert.True(_window.Release(id));
        Assert.True(_window.Release(id));
        Assert.True(_window.Complete(id));
        Assert.False(_window.Complete(id));
    }

    private static void Acknowledge(
        OutgoingWindow window, Dictionary<ushort, (QualityOfService QoS, bool Released)> open, ushort id, int kind)
    {
        var known = open.TryGetValue(id, out var state);
        var two = known && state.QoS == QualityOfService.ExactlyOnce;
        var expected = kind switch { 0 => known && !two, 1 => two, 2 => two, _ => two && state.Released };
        var actual = kind switch { 0 => window.Acknowledge(id), 1 => window.Release(id), 2 => window.Refuse(id), _ => window.Complete(id) };
        Assert.Equal(expected, actual);
        if (!expected) return;
        if (kind == 1) open[id] = (state.QoS, true);
        else open.Remove(id);
    }

    private List<InFlight> TakeAllDue()
    {
        var due = new List<InFlight>();
        while (_window.TakeDue() is { } message) due.Add(message);
        return due;
    }

    private static Dispatch Dispatch(int qos) =>
        new(new Message("t", new byte[10], (QualityOfService)qos, Retain: false), (QualityOfService)qos, Retain: false, []);
}
