using System.Net;

namespace Lb.Broker;

/// <summary>One address the broker listens on.</summary>
/// <param name="Address">IP address and TCP port; port 0 lets the system choose, see <see cref="ReferenceBroker.BoundAddresses"/>.</param>
/// <param name="ProxyProtocol">Whether each connection must begin with a PROXY protocol header, version 1 or 2; one without it is closed.</param>
public sealed record BrokerBind(IPEndPoint Address, bool ProxyProtocol = false);
