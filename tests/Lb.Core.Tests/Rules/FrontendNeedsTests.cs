using Lb.Configuration.Model;
using Lb.Core.Rules;
using Lb.Core.Tests.Samples;
using Lb.Core.Tests.State;

namespace Lb.Core.Tests.Rules;

public sealed class FrontendNeedsTests
{
    private static readonly FrontendConfig Plain = new() { Name = "F", Location = Configs.Nowhere };
    private static readonly BackendConfig Simple = Configs.Backend(BalanceAlgorithm.RoundRobin, 1);

    [Fact]
    public void NeedsNothing_WhenNobodyLooksAtThePayload()
    {
        var bySource = Simple with { Balance = new BalanceConfig { Algorithm = BalanceAlgorithm.Hash, Key = Expressions.Of(new SampleFetch.Source()) } };
        Assert.Equal(new FrontendNeeds(false, false), FrontendNeeds.Of(Plain, [bySource]));
    }

    [Fact]
    public void NeedsTheConnect_WhenABackendSticksToIt()
    {
        var stick = new StickRuleConfig(StickRuleKind.On, Expressions.Field("client_identifier"), "B", null, Configs.Nowhere);
        Assert.Equal(new FrontendNeeds(true, true), FrontendNeeds.Of(Plain, [Simple, Simple with { StickRules = [stick] }]));
    }

    [Fact]
    public void NeedsTheConnect_WhenABalanceKeyHoldsIt()
    {
        var key = Expressions.Of(new SampleFetch.Concatenation([Expressions.Field("username")]));
        var hash = Simple with { Balance = new BalanceConfig { Algorithm = BalanceAlgorithm.Hash, Key = key } };
        Assert.Equal(new FrontendNeeds(true, true), FrontendNeeds.Of(Plain, [hash]));
    }

    [Fact]
    public void NeedsSomeBytes_WhenARuleLooksAtThem()
    {
        var test = Expressions.Matches(Expressions.Of(new SampleFetch.Payload(0, 4)), MatchMethod.Text, new AclPattern.Text("GET "));
        var rule = new TcpRuleConfig(new TcpRuleAction.Reject(), Expressions.If(test), Configs.Nowhere);
        Assert.Equal(new FrontendNeeds(true, false), FrontendNeeds.Of(Plain with { ContentRules = [rule] }, [Simple]));
    }

    [Fact]
    public void NeedsTheConnect_WhenAVariableIsSetFromIt()
    {
        var rule = new TcpRuleConfig(new TcpRuleAction.SetVariable("sess.u", Expressions.Field("username")), null, Configs.Nowhere);
        Assert.True(FrontendNeeds.Of(Plain with { ContentRules = [rule] }, [Simple]).Connect);
    }

    [Fact]
    public void NeedsTheConnect_WhenABackendIsChosenByIt()
    {
        var rule = new UseBackendConfig("B", Expressions.If(Expressions.True(Expressions.IsValid)), Configs.Nowhere);
        Assert.True(FrontendNeeds.Of(Plain with { UseBackends = [rule] }, [Simple]).Connect);
    }
}
