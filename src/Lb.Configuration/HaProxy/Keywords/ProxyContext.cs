using Lb.Configuration.HaProxy.Drafts;
using Lb.Configuration.HaProxy.Syntax;
using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Keywords;

/// <summary>A statement of a proxy section while it is read.</summary>
internal sealed class ProxyContext(string label, WordCursor words, SourceLocation location, ConfigDraft config, ProxyDraft proxy)
    : KeywordContext(label, words, location, config)
{
    /// <summary>The section.</summary>
    public ProxyDraft Proxy { get; } = proxy;

    /// <summary>Written with <c>no</c> in front.</summary>
    public bool Negated { get; init; }

    /// <summary>What stands in the parenthesis of the last keyword, as in <c>set-var(sess.cid)</c>; null = no parenthesis.</summary>
    public string? Parenthesis { get; init; }

    /// <summary>Changes the settings that sections inherit.</summary>
    public void Set(Func<ProxySettings, ProxySettings> change) => Proxy.Settings = change(Proxy.Settings);
}
