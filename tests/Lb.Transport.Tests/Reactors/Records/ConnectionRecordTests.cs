using Lb.Transport.Reactors.Records;
using Lb.Transport.Reactors.Timers;

namespace Lb.Transport.Tests.Reactors.Records;

public sealed unsafe class ConnectionRecordTests
{
    /// <summary>What a connection that relays costs besides its sockets and its TLS state; of it, 144 bytes are the caller's tag.</summary>
    private const int Expected = 320;

    [Fact]
    public void IsNotLargerThanPromised()
    {
        Assert.Equal(Expected, sizeof(ConnectionRecord));
    }

    /// <summary>Beside the record: its generation in the slab, its timer, and its place in the table of those that are being set up.</summary>
    [Fact]
    public void CostsAtMost512Bytes_WithAllThatBelongsToIt() =>
        Assert.InRange(sizeof(ConnectionRecord) + sizeof(uint) + sizeof(TimerEntry) + sizeof(nint), 1, 512);
}
