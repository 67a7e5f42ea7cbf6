using System.Buffers;
using System.Net;
using Lb.Configuration.Model;
using Lb.Core.Rules;
using Lb.Core.Samples;
using Lb.Core.Tests.Samples;
using Lb.Core.Tests.State;

namespace Lb.Core.Tests.Rules;

public sealed class TcpRulesTests
{
    private static readonly TcpRuleConfig RejectUnlessValid =
        Rule(new TcpRuleAction.Reject(), Expressions.If(Expressions.True(Expressions.IsValid), unless: true));

    [Fact]
    public void Accepts_WhenThereIsNoRule() => Assert.Equal(RuleVerdict.Accept, TcpRules.Run([], new ConnectionFacts()));

    [Fact]
    public void WaitsThenAccepts_WhenTheConnectComesInPieces()
    {
        var packet = Packets.Connect("d");
        var facts = Packets.Facts(packet.AsSpan(0, 3));
        Assert.Equal(RuleVerdict.NeedMoreData, TcpRules.Run([RejectUnlessValid], facts));
        facts.Payload = new ReadOnlySequence<byte>(packet);
        Assert.Equal(RuleVerdict.Accept, TcpRules.Run([RejectUnlessValid], facts));
    }

    [Fact]
    public void Rejects_WhenTheDeadlineComesFirst() =>
        Assert.Equal(RuleVerdict.Reject, TcpRules.Run([RejectUnlessValid], Packets.Facts(Packets.Connect("d").AsSpan(0, 3), complete: true)));

    [Fact]
    public void RejectsAtOnce_WhenTheBeginningIsNoConnect() =>
        Assert.Equal(RuleVerdict.Reject, TcpRules.Run([RejectUnlessValid], Packets.Facts("GET "u8)));

    [Fact]
    public void StopsAtTheFirstThatDecides()
    {
        var accept = Rule(new TcpRuleAction.Accept(), null);
        var reject = Rule(new TcpRuleAction.Reject(), null);
        Assert.Equal(RuleVerdict.Accept, TcpRules.Run([accept, reject], new ConnectionFacts()));
        Assert.Equal(RuleVerdict.Reject, TcpRules.Run([reject, accept], new ConnectionFacts()));
    }

    [Fact]
    public void RunsNoLaterRule_WhileOneWaits()
    {
        var facts = Packets.Facts([]);
        var wait = Rule(new TcpRuleAction.Accept(), Expressions.If(Expressions.True(Expressions.IsValid)));
        Assert.Equal(RuleVerdict.NeedMoreData, TcpRules.Run([wait, Rule(new TcpRuleAction.Reject(), null)], facts));
    }

    [Fact]
    public void SetsAVariable_ForLaterRules()
    {
        var set = Rule(new TcpRuleAction.SetVariable("sess.cid", Expressions.Field("client_identifier")), null);
        var variable = Expressions.Of(new SampleFetch.Variable("sess.cid"));
        var reject = Rule(
            new TcpRuleAction.Reject(), Expressions.If(Expressions.Matches(variable, MatchMethod.Prefix, new AclPattern.Text("bad"))));
        Assert.Equal(RuleVerdict.Reject, TcpRules.Run([set, reject], Packets.Facts(Packets.Connect("bad-1"))));
        Assert.Equal(RuleVerdict.Accept, TcpRules.Run([set, reject], Packets.Facts(Packets.Connect("good"))));
    }

    [Fact]
    public void DecidesWithoutData_WhenAFalsePartAlreadyDoes()
    {
        var facts = new ConnectionFacts { Client = new IPEndPoint(IPAddress.Loopback, 1) };
        var inNet = Expressions.Matches(
            Expressions.Of(new SampleFetch.Source()), MatchMethod.Address, new AclPattern.Network(IPNetwork.Parse("10.0.0.0/8")));
        var both = new ConditionConfig(
            false, [[new ConditionTerm(false, [Expressions.True(Expressions.IsValid)]), new ConditionTerm(false, [inNet])]], "");
        Assert.Equal(RuleVerdict.Accept, TcpRules.Run([Rule(new TcpRuleAction.Reject(), both)], facts));
    }

    private static TcpRuleConfig Rule(TcpRuleAction action, ConditionConfig? condition) => new(action, condition, Configs.Nowhere);
}
