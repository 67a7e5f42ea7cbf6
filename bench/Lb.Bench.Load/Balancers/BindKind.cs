namespace Lb.Bench.Load.Balancers;

/// <summary>The binds of every balancer.</summary>
internal enum BindKind
{
    Plain,
    TlsEcdsa,
    TlsRsa,
    Sticky,
}
