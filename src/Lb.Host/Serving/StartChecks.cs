using System.Net.Sockets;
using Lb.Configuration.Model;
using Lb.Transport.Dialing;

namespace Lb.Host.Serving;

/// <summary>What only this machine can tell about a valid configuration; everything at once.</summary>
internal static class StartChecks
{
    /// <summary>Problems that keep the balancer from starting, ready to print; empty = none.</summary>
    public static IReadOnlyList<string> Run(LbConfig config, int descriptors)
    {
        var problems = new List<string>();
        if (config.Global.MaxConnections is { } wanted && wanted > DescriptorLimit.MaxConnections(descriptors))
        {
            problems.Add($"mqlb: global maxconn {wanted} needs two file descriptors for each connection, but the limit is {descriptors}. "
                + $"Raise it (ulimit -n {(2 * wanted) + 512}) or lower maxconn to {DescriptorLimit.MaxConnections(descriptors)}.");
        }

        problems.AddRange(TransparentSources(config).Where(CannotBeTransparent).Select(source =>
            $"{source.Location}: 'usesrc' needs the capability CAP_NET_ADMIN (IP_TRANSPARENT), which this process does not have. "
            + "Start it as root, give it the capability, or remove 'usesrc': servers then see the balancer's address."));
        return problems;
    }

    private static IEnumerable<SourceAddressConfig> TransparentSources(LbConfig config) =>
        config.Backends.Select(b => b.Source).Concat(config.Backends.SelectMany(b => b.Servers).Select(s => s.Source))
            .OfType<SourceAddressConfig>().Where(s => s.Transparent != TransparentSource.None).Distinct();

    private static bool CannotBeTransparent(SourceAddressConfig source) =>
        !ServerSocketOptions.CanBeTransparent(source.Address.AddressFamily == AddressFamily.InterNetworkV6
            ? AddressFamily.InterNetworkV6
            : AddressFamily.InterNetwork);
}
