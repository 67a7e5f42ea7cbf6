using Lb.Broker.Tests.Behaviour;

namespace Lb.Broker.Tests.EndToEnd;

/// <summary>The broker against Eclipse Paho's Python client.</summary>
public sealed class PahoTests : BrokerTest
{
    private const string Python = "/usr/bin/python3";

    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "EndToEnd", "paho_echo.py");

    [Theory]
    [InlineData("3.1", 0)]
    [InlineData("3.1", 2)]
    [InlineData("3.1.1", 1)]
    [InlineData("3.1.1", 2)]
    [InlineData("5", 0)]
    [InlineData("5", 1)]
    [InlineData("5", 2)]
    public async Task GetsItsOwn500MessagesBackInOrder_WhenPahoPublishesAndSubscribes(string version, int qos)
    {
        var (exitCode, output) = await ClientProcess.RunAsync(Python, Script, $"{Broker.Port}", version, $"{qos}", "500");

        Assert.False(output.Contains("No module named 'paho'", StringComparison.Ordinal), "python3-paho-mqtt is not installed: run tests/install");
        Assert.Equal((0, "500 in order"), (exitCode, output.Trim()));
    }
}
