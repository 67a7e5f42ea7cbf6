using System.Reflection;
using System.Runtime.InteropServices;
using Lb.Transport.Reactors;

namespace Lb.Host.Running;

/// <summary>What <c>-v</c> and <c>-vv</c> print.</summary>
internal static class BuildInfo
{
    /// <summary>Version of the program.</summary>
    public static string Version { get; } =
        typeof(BuildInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>One line.</summary>
    public static string Short => $"mqlb version {Version}";

    /// <summary>Version, run-time, and what the build can do.</summary>
    public static string Long => $"""
        {Short}
        Runtime: {RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}
        Configuration dialects: haproxy.cfg, nginx stream
        Transports: fast (Linux: epoll reactors and OpenSSL), portable (sockets and SslStream)
        MQTT: 3.1, 3.1.1, 5.0, bridges
        TLS: 1.2, 1.3; kernel TLS is {(ReactorTransport.HasKernelTls ? "offered by this kernel ('ktls on' uses it)" : "not offered by this kernel")}
        PROXY protocol: versions 1 and 2, in and out
        """;
}
