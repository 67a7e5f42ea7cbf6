using Lb.Configuration.Model;
using Lb.Core.State;
using Lb.Transport.Listening;
using Lb.Transport.Tls;

namespace Lb.Proxy.Connections;

/// <summary>One bind of a frontend at run time.</summary>
/// <param name="Index">Its place among all binds of the process.</param>
/// <param name="Process">State of the process.</param>
/// <param name="Frontend">The frontend.</param>
/// <param name="Bind">The bind's settings.</param>
/// <param name="EndPoint">What it listens on, with the gates that its connections hold places of.</param>
public sealed record BoundFrontend(int Index, RuntimeState Process, FrontendState Frontend, BindConfig Bind, BindEndPoint EndPoint)
{
    /// <summary>TLS of its connections; null = plain TCP. Set once, while its pipeline is built.</summary>
    public ITlsBind? Tls { get; internal set; }
}
