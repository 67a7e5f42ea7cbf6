using System.Diagnostics;

namespace Lb.Configuration.Tests.HaProxy;

/// <summary>What the real HAProxy says of a configuration, through its option <c>-c</c>.</summary>
internal static class HaProxyVerdict
{
    private const string Program = "/usr/sbin/haproxy";

    public static bool IsInstalled => File.Exists(Program);

    public static async Task<(bool Accepts, string Output)> AskAsync(string text)
    {
        var folder = Directory.CreateTempSubdirectory("mqlb-verdict-");
        try
        {
            var file = Path.Combine(folder.FullName, "lb.cfg");
            await File.WriteAllTextAsync(file, text);
            using var process = Process.Start(new ProcessStartInfo(Program, ["-c", "-f", file])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true
            })!;
            var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            return (process.ExitCode == 0, string.Concat(output));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
