using System.Net;

namespace Lb.Bench.Load.Balancers;

/// <summary>Where one balancer process accepts clients.</summary>
internal sealed record BindAddresses(IPEndPoint Plain, IPEndPoint TlsEcdsa, IPEndPoint TlsRsa, IPEndPoint Sticky)
{
    public static BindAddresses Take(PortRange ports) => new(ports.Take(), ports.Take(), ports.Take(), ports.Take());

    public IPEndPoint Of(BindKind bind) => bind switch
    {
        BindKind.Plain => Plain,
        BindKind.TlsEcdsa => TlsEcdsa,
        BindKind.TlsRsa => TlsRsa,
        BindKind.Sticky => Sticky,
        _ => throw new ArgumentOutOfRangeException(nameof(bind)),
    };
}
