using Lb.Configuration.HaProxy.Drafts;
using Lb.Configuration.HaProxy.Syntax;
using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Keywords;

/// <summary>A statement of section <c>global</c> while it is read.</summary>
internal sealed class GlobalContext(string label, WordCursor words, SourceLocation location, ConfigDraft config)
    : KeywordContext(label, words, location, config)
{
    /// <summary>The section.</summary>
    public GlobalDraft Global => Config.Global;

    /// <summary>Changes the settings.</summary>
    public void Set(Func<GlobalConfig, GlobalConfig> change) => Global.Settings = change(Global.Settings);
}
