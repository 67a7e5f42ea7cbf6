using System.Runtime.CompilerServices;
using Lb.Transport.Relaying;
using Lb.Transport.Tests.Frontends;
using Microsoft.AspNetCore.Connections;

namespace Lb.Transport.Tests.Reactors.Serving;

public sealed class LetGoTests
{
    [Theory]
    [InlineData(LegKind.Plain, false)]
    [InlineData(LegKind.Plain, true)]
    [InlineData(LegKind.Tls, false)]
    [InlineData(LegKind.Tls, true)]
    public async Task NoManagedObjectOfAConnectionIsAlive_WhileItRelays(LegKind kind, bool clientSpeaksFirst)
    {
        var objects = new List<WeakReference>();
        await using var front = await ReactorFront.StartAsync(new FrontPlan(kind)
        {
            ClientSpeaksFirst = clientSpeaksFirst,
            SetUp = TakeOneByteAsync,
            BeforeRelay = legs => Note(objects, legs),
        });
        using var pair = await ConnectAsync(front);
        await pair.ExchangeAsync();

        Assert.True(SpinWait.SpinUntil(() => AreDead(objects), Limits.Hang), "an object of the set-up is alive");

        await pair.ExchangeAsync();
        Assert.Empty(front.Ends.All);
    }

    // The stages wait at least once, so that there is a state machine too.
    private static async Task TakeOneByteAsync(ConnectionContext connection)
    {
        var read = await connection.Transport.Input.ReadAtLeastAsync(1);
        connection.Transport.Input.AdvanceTo(read.Buffer.GetPosition(1));
        connection.Items["key"] = "value";
        Assert.False(connection.ConnectionClosed.IsCancellationRequested);
    }

    private static async Task<ServedPair> ConnectAsync(ReactorFront front)
    {
        var server = front.AcceptAsync();
        var client = await front.OpenClientAsync();
        await client.Stream.WriteAsync(new byte[1]);
        return new ServedPair(client.Socket, client.Stream, await server);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Note(List<WeakReference> objects, RelayLegs legs)
    {
        foreach (var item in (object[])[legs.Client, legs.Client.Transport, legs.Client.Transport.Input, legs.Client.Features, legs.Client.Items, legs.Server])
            objects.Add(new WeakReference(item));
    }

    private static bool AreDead(List<WeakReference> objects)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return objects.Count > 0 && objects.TrueForAll(item => !item.IsAlive);
    }
}
