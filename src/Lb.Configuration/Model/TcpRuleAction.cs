namespace Lb.Configuration.Model;

/// <summary>Action of a <c>tcp-request</c> rule; closed: the nested records are all there are.</summary>
public abstract record TcpRuleAction
{
    private TcpRuleAction()
    {
    }

    /// <summary><c>accept</c>: no further rule of this list runs.</summary>
    public sealed record Accept : TcpRuleAction;

    /// <summary><c>reject</c>: the connection is closed.</summary>
    public sealed record Reject : TcpRuleAction;

    /// <summary><c>set-var(NAME) EXPRESSION</c>; the name keeps its scope, for example <c>sess.cid</c>.</summary>
    public sealed record SetVariable(string Name, SampleExpression Value) : TcpRuleAction;
}
