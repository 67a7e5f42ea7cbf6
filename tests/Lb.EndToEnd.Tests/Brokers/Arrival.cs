using System.Net;

namespace Lb.EndToEnd.Tests.Brokers;

/// <summary>A client that a broker accepted.</summary>
/// <param name="ClientId">Its id.</param>
/// <param name="Client">Its address, as the broker knows it.</param>
/// <param name="CertificateName">Common name of its certificate, where the broker was told.</param>
/// <param name="Level">3, 4 or 5: MQTT 3.1, 3.1.1 or 5.0.</param>
internal sealed record Arrival(string ClientId, IPEndPoint Client, string? CertificateName, int Level);
