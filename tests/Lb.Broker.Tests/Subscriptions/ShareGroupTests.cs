using Lb.Broker.Subscriptions;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Subscriptions;

public sealed class ShareGroupTests
{
    private static readonly SessionSubscription Any = new("a", QualityOfService.AtMostOnce);

    [Fact]
    public void GivesEveryMemberTheSame_WhoeverComesAndGoes() => Seeded.Check(random =>
    {
        var group = new ShareGroup<string>("g", "a");
        var members = Enumerable.Range(0, random.Next(1, 6)).Select(i => $"m{i}").ToList();
        foreach (var member in members) Assert.True(group.Set(member, Any));
        for (var i = random.Next(4); i > 0; i--) Take(group, null);
        if (members.Count > 1 && random.Next(2) == 0)
        {
            var gone = members[random.Next(members.Count)];
            members.Remove(gone);
            Assert.True(group.Remove(gone));
        }

        var taken = Enumerable.Range(0, members.Count * 3).Select(_ => Take(group, null)!).CountBy(member => member).ToList();

        Assert.Equal(members.Count, taken.Count);
        Assert.All(taken, one => Assert.Equal(3, one.Value));
    });

    [Fact]
    public void AsksTheNext_WhenAMemberDoesNotTake()
    {
        var group = new ShareGroup<string>("g", "a");
        foreach (var member in (string[])["a", "b", "c"]) group.Set(member, Any);

        Assert.Equal("b", Take(group, refusing: "a"));
        Assert.Equal("c", Take(group, refusing: "a"));
        Assert.Equal("b", Take(group, refusing: "a"));
        Assert.False(group.Offer((_, _) => false));
    }

    [Fact]
    public void ReplacesTheSubscription_WhenAMemberSubscribesAgain()
    {
        var group = new ShareGroup<string>("g", "a");
        group.Set("a", Any);

        Assert.False(group.Set("a", Any with { MaximumQoS = QualityOfService.ExactlyOnce }));

        group.Offer((_, subscription) =>
        {
            Assert.Equal(QualityOfService.ExactlyOnce, subscription.MaximumQoS);
            return true;
        });
        Assert.True(group.Remove("a"));
        Assert.False(group.Remove("a"));
        Assert.True(group.IsEmpty);
    }

    private static string? Take(ShareGroup<string> group, string? refusing)
    {
        string? taker = null;
        group.Offer((member, _) =>
        {
            if (member == refusing) return false;
            taker = member;
            return true;
        });
        return taker;
    }
}
