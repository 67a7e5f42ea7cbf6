using Lb.Configuration.HaProxy.Drafts;

namespace Lb.Configuration.HaProxy.Keywords;

/// <summary>Keywords of a <c>server</c> or <c>default-server</c> line while they are read.</summary>
internal sealed class ServerContext(ProxyContext statement, string label, ServerSettings settings)
    : KeywordContext(label, statement.Words, statement.Location, statement.Config)
{
    /// <summary>What they set.</summary>
    public ServerSettings Settings { get; private set; } = settings;

    /// <summary><c>id</c>; null = the position in the backend.</summary>
    public int? Id { get; set; }

    /// <summary>Changes the settings.</summary>
    public void Set(Func<ServerSettings, ServerSettings> change) => Settings = change(Settings);
}
