using System.Net;

namespace Lb.Broker;

/// <summary>One address the broker listens on.</summary>
/// <param name="Address">IP address and TCP port; port 0 lets the system choose, see <see cref="ReferenceBroker.BoundAddresses"/>.</param>
public sealed record BrokerBind(IPEndPoint Address);
