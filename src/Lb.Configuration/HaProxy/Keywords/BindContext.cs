using Lb.Configuration.HaProxy.Drafts;

namespace Lb.Configuration.HaProxy.Keywords;

/// <summary>Keywords of a <c>bind</c> line while they are read.</summary>
internal sealed class BindContext(ProxyContext statement, string label, BindDraft bind)
    : KeywordContext(label, statement.Words, statement.Location, statement.Config)
{
    /// <summary>What they set.</summary>
    public BindDraft Bind { get; } = bind;
}
