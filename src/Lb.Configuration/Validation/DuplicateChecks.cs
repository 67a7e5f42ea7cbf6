using Lb.Configuration.Diagnostics;
using Lb.Configuration.Model;

namespace Lb.Configuration.Validation;

/// <summary>Finds names and addresses that are used twice.</summary>
internal sealed class DuplicateChecks(ConfigDiagnostics diagnostics)
{
    private readonly HashSet<SourceLocation> _reported = [];

    /// <summary>Adds the messages.</summary>
    public void Check(LbConfig config)
    {
        Names("frontend", config.Frontends.Select(f => (f.Name, f.Location)));
        Names("backend", config.Backends.Select(b => (b.Name, b.Location)));
        foreach (var backend in config.Backends)
            Servers(backend);
        Binds(config);
    }

    // A listen section is a frontend and a backend: what is said of its line once is not said again.
    private void Names(string kind, IEnumerable<(string Name, SourceLocation Location)> sections)
    {
        var first = new Dictionary<string, SourceLocation>();
        foreach (var (name, location) in sections)
        {
            if (!first.TryAdd(name, location) && _reported.Add(location))
                diagnostics.Error(location, $"{kind} '{name}' has the name of another {kind}, at {first[name]}. Give each a name of its own.");
        }
    }

    private void Servers(BackendConfig backend)
    {
        var names = new Dictionary<string, SourceLocation>();
        var ids = new Dictionary<int, ServerConfig>();
        foreach (var server in backend.Servers)
        {
            if (!names.TryAdd(server.Name, server.Location))
                diagnostics.Error(server.Location,
                    $"'server {server.Name}': the name is taken at {names[server.Name]}. Give each server a name of its own.");
            if (!ids.TryAdd(server.Id, server))
                diagnostics.Error(
                    server.Location,
                    $"'server {server.Name}': the id {server.Id} is that of '{ids[server.Id].Name}', at {ids[server.Id].Location}. Choose another.");
        }
    }

    private void Binds(LbConfig config)
    {
        var first = new Dictionary<string, SourceLocation>();
        foreach (var bind in config.Frontends.SelectMany(frontend => frontend.Binds))
        {
            var address = bind.Address.ToString();
            if (!first.TryAdd(address, bind.Location))
                diagnostics.Warning(bind.Location,
                    $"'bind {address}': the address is bound at {first[address]} already; which of the two gets a client is chance.");
        }
    }
}
