using Lb.Transport.Reactors.Records;

namespace Lb.Transport.Tests.Reactors.Records;

public sealed unsafe class ConnectionRecordTests
{
    /// <summary>What a connection that relays costs besides its sockets and its TLS state; of it, 144 bytes are the caller's tag.</summary>
    private const int Expected = 320;

    [Fact]
    public void IsNotLargerThanPromised()
    {
        Assert.Equal(Expected, sizeof(ConnectionRecord));
        Assert.InRange(sizeof(ConnectionRecord), 1, 512);
    }
}
