#if DEBUG
using Lb.Transport.Reactors;
using Microsoft.AspNetCore.Connections;

namespace Lb.Transport.Tests.Reactors.Serving;

/// <summary>What a debug build notices by itself.</summary>
public sealed class CheckTests
{
    [Fact]
    public async Task Throws_WhenTheSetUpClosesARecordThatEnded()
    {
        var thrown = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var front = await ReactorFront.StartAsync(new FrontPlan { SetUp = ReturnAndCloseAsync });
        using var client = await front.OpenAsync();

        Assert.IsType<InvalidOperationException>(await thrown.Task.WaitAsync(Frontends.Limits.Hang));

        Task ReturnAndCloseAsync(ConnectionContext connection)
        {
            var slab = Reactor.Current!.Slab;
            foreach (var handle in slab) slab.Return(handle);
            thrown.SetResult(Record.Exception(connection.Abort));
            return Task.FromException(new ConnectionAbortedException());
        }
    }
}
#endif
