namespace Lb.Configuration.Model;

/// <summary><c>usesrc</c>: whose address a server sees. All but <see cref="None"/> need IP_TRANSPARENT (CAP_NET_ADMIN).</summary>
public enum TransparentSource
{
    /// <summary>The balancer's.</summary>
    None,

    /// <summary><c>clientip</c>: the client's address, any port.</summary>
    ClientAddress,

    /// <summary><c>client</c>: the client's address and port.</summary>
    ClientAddressAndPort,
}
