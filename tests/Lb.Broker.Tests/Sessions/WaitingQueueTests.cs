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

    private static Dispatch Dispatch(int length) =>
        new(new Message("t", new byte[length], QualityOfService.AtLeastOnce, Retain: false), QualityOfService.AtLeastOnce, Retain: false, []);
}
