using System.Net;
using Lb.Configuration.Model;
using Lb.Configuration.Nginx.Blocks;

namespace Lb.Configuration.Nginx.Building;

/// <summary>Settings of server legs with their defaults. Equal ones share a backend.</summary>
/// <param name="Timeout"><c>proxy_timeout</c>.</param>
/// <param name="ConnectTimeout"><c>proxy_connect_timeout</c>.</param>
/// <param name="Retry"><c>proxy_next_upstream*</c>.</param>
/// <param name="SendProxyHeader"><c>proxy_protocol</c>.</param>
/// <param name="KeepAlive"><c>proxy_socket_keepalive</c>.</param>
/// <param name="SourceAddress"><c>proxy_bind</c>; null = the system's choice.</param>
/// <param name="SourcePort">Port of <c>proxy_bind</c>.</param>
/// <param name="Transparent">Whose address the server sees.</param>
internal sealed record NginxServerLeg(
    TimeSpan Timeout,
    TimeSpan ConnectTimeout,
    RetryConfig Retry,
    bool SendProxyHeader,
    bool KeepAlive,
    IPAddress? SourceAddress,
    int SourcePort,
    TransparentSource Transparent)
{
    /// <summary>Default of <c>proxy_timeout</c>.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(10);

    /// <summary>The server legs of a server block.</summary>
    public static NginxServerLeg Of(NginxSettings settings) => new(
        settings.ProxyTimeout ?? DefaultTimeout,
        settings.ConnectTimeout ?? TimeSpan.FromSeconds(60),
        RetryOf(settings),
        settings.SendProxyHeader ?? false,
        settings.ServerKeepAlive ?? false,
        settings.Bind?.Address,
        settings.Bind?.Port ?? 0,
        settings.Bind?.Transparent ?? TransparentSource.None);

    private static RetryConfig RetryOf(NginxSettings settings)
    {
        var tries = settings.NextServerTries ?? 0;
        var total = settings.NextServerTimeout ?? TimeSpan.Zero;
        return new RetryConfig
        {
            NextServerAtOnce = true,
            Retries = settings.NextServer == false ? 0 : tries == 0 ? null : tries - 1,
            TotalTimeout = total == TimeSpan.Zero ? null : total,
        };
    }
}
