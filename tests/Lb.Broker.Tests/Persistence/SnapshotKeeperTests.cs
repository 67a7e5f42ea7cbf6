using Lb.Broker.Delivery;
using Lb.Broker.Persistence;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Persistence;

public sealed class SnapshotKeeperTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("broker-keeper-");

    [Fact]
    public void KeepsTheLaterState_WhenAnEarlierOneIsWrittenAfterIt()
    {
        var file = Path.Combine(_folder.FullName, "snapshot");
        using var state = new BrokerState(new BrokerOptions { SnapshotFile = file });
        var (number, earlier) = state.Keeper!.Take();
        state.Retained.TrySet(new Message("a", new byte[1], QualityOfService.AtMostOnce, Retain: true));

        state.Keeper.WriteNow();
        state.Keeper.Write(number, earlier);

        Assert.Single(SnapshotFile.Read(file)!.Retained);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
