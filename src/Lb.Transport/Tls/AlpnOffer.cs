namespace Lb.Transport.Tls;

/// <summary>On a connection whose client offers one of the bind's ALPN protocols.</summary>
internal sealed class AlpnOffer
{
    public static readonly AlpnOffer Known = new();

    private AlpnOffer()
    {
    }
}
