using System.Diagnostics;
using System.Net;
using Lb.Transport.Tests.Frontends;

namespace Lb.Transport.Tests.Tls;

/// <summary><c>openssl s_client</c>: a TLS client that is not ours, with switches that .NET has not.</summary>
internal static class OpenSslClient
{
    /// <summary>Connects, and reads until the server closes.</summary>
    /// <returns>Everything that it printed.</returns>
    public static Task<string> RunAsync(IPEndPoint address, params string[] arguments) => StartAsync("", address, ["-ign_eof", .. arguments]);

    /// <summary>Connects, sends one line, and closes when the line was typed (<c>Q</c>).</summary>
    /// <returns>Everything that it printed.</returns>
    public static Task<string> SendAsync(string typed, IPEndPoint address, params string[] arguments) => StartAsync(typed, address, arguments);

    private static async Task<string> StartAsync(string typed, IPEndPoint address, string[] arguments)
    {
        var start = new ProcessStartInfo("openssl") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["s_client", "-connect", address.ToString(), .. arguments]) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(typed);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            return await output.InTime() + await errors.InTime();
        }
        finally
        {
            process.Kill();
        }
    }
}
