using System.Diagnostics;
using System.Net;
using Lb.Transport.Tests.Frontends;

namespace Lb.Transport.Tests.Tls;

/// <summary><c>openssl s_client</c>: a TLS client that is not ours, with switches that .NET has not.</summary>
internal static class OpenSslClient
{
    /// <summary>Connects, and reads until the server closes.</summary>
    /// <returns>Everything that it printed.</returns>
    public static async Task<string> RunAsync(IPEndPoint address, params string[] arguments)
    {
        var start = new ProcessStartInfo("openssl") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["s_client", "-connect", address.ToString(), "-ign_eof", .. arguments]) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
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
