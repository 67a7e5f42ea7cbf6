using Lb.Configuration.Model;

namespace Lb.Host.Running;

/// <summary>The line that tells what runs.</summary>
internal static class StartLine
{
    /// <summary>Version, transport, and where each frontend listens.</summary>
    public static string Of(LbConfig config, string transport)
    {
        var frontends = config.Frontends.Select(frontend => $"{frontend.Name} on {string.Join(' ', frontend.Binds.Select(bind => bind.Address))}");
        return $"mqlb {BuildInfo.Version} runs with the {transport} transport: {string.Join(", ", frontends)}";
    }
}
