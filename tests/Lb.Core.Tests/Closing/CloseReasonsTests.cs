using Lb.Core.Closing;

namespace Lb.Core.Tests.Closing;

public sealed class CloseReasonsTests
{
    [Fact]
    public void HasARowForEachReason_WithItsOwnLabel()
    {
        var rows = Enum.GetValues<CloseReason>().Select(CloseReasons.Of).ToList();
        Assert.Equal(rows.Count, rows.Select(row => row.Label).Distinct().Count());
        Assert.All(rows, row => Assert.Matches("^[a-z]+(_[a-z]+)*$", row.Label));
    }

    [Fact]
    public void UsesOnlyLettersOfTheManual() =>
        Assert.All(Enum.GetValues<CloseReason>().Select(CloseReasons.Of), row => Assert.Matches("^[CSPRIDLUKcs-][RQCHDLT-]$", row.LogCode));

    [Fact]
    public void AnswersNoError_WhereTheClientMayComeBack()
    {
        foreach (var reason in new[] { CloseReason.NoServer, CloseReason.QueueTimeout, CloseReason.ConnectFailed, CloseReason.ServerConnectTimeout })
            Assert.Equal(((byte?)null, (byte?)null), (CloseReasons.Of(reason).ReturnCode, CloseReasons.Of(reason).ReasonCode));
    }
}
