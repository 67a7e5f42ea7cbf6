namespace Lb.Transport.Listening;

/// <summary>What the connections of a bind are for.</summary>
public enum BindMode
{
    /// <summary>Stages and a relay, which needs output that goes straight to the socket.</summary>
    Tcp,

    /// <summary>Kestrel's HTTP, which expects Kestrel's own output pipe.</summary>
    Http,
}
