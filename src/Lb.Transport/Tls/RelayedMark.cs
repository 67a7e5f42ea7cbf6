namespace Lb.Transport.Tls;

/// <summary>On a connection that the portable relay took: the relay says TLS's good-bye itself, where there is one to say.</summary>
internal sealed class RelayedMark
{
    public static readonly RelayedMark Set = new();

    private RelayedMark()
    {
    }
}
