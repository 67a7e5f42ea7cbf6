using Lb.Broker.Delivery;
using Lb.Broker.Sessions;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Sessions;

public sealed class WaitingQueueTests
{
    [Fact]
    public void GivesBackInOrder_WhateverIsAddedAndTaken() => Seeded.Check(random =>
    {
        var queue = new WaitingQueue(maximumCount: 10, maximumBytes: 10_000);
        var model = new Queue<Dispatch>();
        for (var step = 0; step < 200; step++)
        {
            var dispatch = Dispatch(random.Next(4_000));
            if (random.Next(2) == 0)
            {
                var bytes = model.Sum(one => (long)one.Message.Size);
                var fits = model.Count == 0 || (model.Count < 10 && bytes + dispatch.Message.Size <= 10_000);
                Assert.Equal(fits, queue.TryAdd(dispatch));
                if (fits) model.Enqueue(dispatch);
            }
            else Assert.Same(model.TryDequeue(out var oldest) ? oldest : null, queue.Take());
            Assert.Equal(model.Count, queue.Count);
            Assert.Equal(model.Sum(one => (long)one.Message.Size), queue.Bytes);
        }
    });

    [Fact]
    public void TakesOneMessageOfAnySize_WhenItIsEmpty()
    {
        var queue = new WaitingQueue(maximumCount: 10, maximumBytes: 100);

        Assert.True(queue.TryAdd(Dispatch(8_000_000)));
        Assert.False(queue.TryAdd(Dispatch(1)));
    }

    [Fact]
    public void RemovesWhatHasExpired_AndNothingElse()
    {
        var queue = new WaitingQueue(maximumCount: 4, maximumBytes: 10_000);
        Dispatch[] dispatches = [Dispatch(1, end: 30), Dispatch(2), Dispatch(3, end: 10), Dispatch(4, end: 20)];
        foreach (var dispatch in dispatches) queue.TryAdd(dispatch);

        Assert.False(queue.RemoveExpired(now: 9));
        Assert.True(queue.RemoveExpired(now: 20));
        Assert.False(queue.RemoveExpired(now: 29));

        Assert.Equal([dispatches[0], dispatches[1]], queue.All);
        Assert.Equal(dispatches[0].Message.Size + dispatches[1].Message.Size, queue.Bytes);
        Assert.True(queue.RemoveExpired(now: 30));
        Assert.Equal([dispatches[1]], queue.All);
    }

    [Fact]
    public void LooksThroughALongQueueNowAndThen_WhenMuchFindsItFull()
    {
        var queue = new WaitingQueue(maximumCount: 2_560, maximumBytes: long.MaxValue);
        while (queue.TryAdd(Dispatch(1, end: queue.Count))) { }

        var removed = new List<int>();
        for (var now = 0; now < 40; now++)
        {
            var before = queue.Count;
            if (queue.RemoveExpired(now)) removed.Add(before - queue.Count);
        }

        // The first search finds one; each of the others comes after as many messages as pay for it.
        Assert.Equal([1, 10, 10, 10], removed);
    }

    private static Dispatch Dispatch(int length, long? end = null) => new(
        new Message("t", new byte[length], QualityOfService.AtLeastOnce, Retain: false) { ExpiresAt = end }, QualityOfService.AtLeastOnce, Retain: false, []);
}
