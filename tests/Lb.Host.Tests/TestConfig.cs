using Lb.Configuration;
using Lb.Configuration.Diagnostics;
using Lb.Configuration.Model;

namespace Lb.Host.Tests;

/// <summary>Configs from text.</summary>
internal static class TestConfig
{
    /// <summary>Loads a config that must have no error.</summary>
    public static LbConfig Load(string text)
    {
        var result = LoadAny(text);
        Assert.DoesNotContain(result.Diagnostics, diagnostic => diagnostic.Severity == ConfigSeverity.Error);
        return result.Config!;
    }

    /// <summary>Loads a config that may have errors.</summary>
    public static ConfigResult LoadAny(string text)
    {
        var folder = Directory.CreateTempSubdirectory("mqlb-host-");
        try
        {
            var file = Path.Combine(folder.FullName, "lb.cfg");
            File.WriteAllText(file, text);
            return ConfigLoader.Load([file], ConfigEnvironment.System);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
