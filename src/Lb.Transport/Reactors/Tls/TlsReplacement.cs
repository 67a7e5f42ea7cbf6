using Lb.Transport.Tls;

namespace Lb.Transport.Reactors.Tls;

/// <summary>Contexts and ticket keys that are ready to be the bind's.</summary>
/// <param name="bind">The bind.</param>
/// <param name="entry">Where its connections are to begin.</param>
/// <param name="tickets">Keys of its tickets.</param>
internal sealed class TlsReplacement(TlsBind bind, TlsContext entry, TicketKeyRing tickets) : ITlsReplacement
{
    private TlsContext _unused = entry;

    public void Apply() => _unused = bind.Exchange(_unused, tickets);

    /// <summary>Lets the contexts go that are not in use: the new ones, or those that these have replaced.</summary>
    public void Dispose() => _unused.Dispose();
}
