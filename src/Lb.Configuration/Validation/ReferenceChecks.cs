using System.Collections.Immutable;
using Lb.Configuration.Diagnostics;
using Lb.Configuration.Model;

namespace Lb.Configuration.Validation;

/// <summary>Finds names of backends and stick tables that do not exist.</summary>
internal sealed class ReferenceChecks(LbConfig config, ConfigDiagnostics diagnostics)
{
    private readonly ImmutableArray<string> _backends = [.. config.Backends.Select(backend => backend.Name)];

    // A listen section without servers is only the frontend that its author sees in it.
    private readonly ImmutableArray<string> _suggested =
    [
        .. config.Backends
            .Where(backend => backend.Servers.Length > 0 || config.Frontends.All(frontend => frontend.Location != backend.Location))
            .Select(backend => backend.Name),
    ];

    /// <summary>Adds the messages.</summary>
    public void Check()
    {
        foreach (var frontend in config.Frontends)
            CheckFrontend(frontend);
        foreach (var rule in config.Backends.SelectMany(backend => backend.StickRules))
            CheckTable(rule);
    }

    private void CheckFrontend(FrontendConfig frontend)
    {
        if (frontend.DefaultBackend is { } name)
            CheckBackend("default_backend", name, frontend.DefaultBackendLocation ?? frontend.Location);
        foreach (var rule in frontend.UseBackends)
            CheckBackend("use_backend", rule.Backend, rule.Location);
    }

    private void CheckBackend(string keyword, string name, SourceLocation location)
    {
        if (_backends.Contains(name))
            return;
        var isFrontend = config.Frontends.Any(frontend => frontend.Name == name) ? $" '{name}' is a frontend, which has no servers." : "";
        diagnostics.Error(location, $"{keyword} '{name}' does not exist.{isFrontend} {Existing(_suggested, "Backends in this configuration")}");
    }

    private void CheckTable(StickRuleConfig rule)
    {
        var backend = config.Backends.FirstOrDefault(b => b.Name == rule.Table);
        if (backend?.StickTable is not null)
            return;
        var tables = config.Backends.Where(b => b.StickTable is not null).Select(b => b.Name);
        diagnostics.Error(
            rule.Location,
            $"'stick': backend '{rule.Table}' has no stick-table. Add one there, or name another with 'table'. "
            + Existing([.. tables], "Backends with a table"));
    }

    private static string Existing(ImmutableArray<string> names, string what) =>
        names.Length == 0 ? $"{what}: none." : $"{what}: {string.Join(", ", names)}.";
}
