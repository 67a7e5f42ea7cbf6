using System.Net;
using Lb.Configuration.Model;

namespace Lb.Configuration.Nginx.Blocks;

/// <summary><c>proxy_bind</c>.</summary>
/// <param name="Address">Address that server legs leave from; null with <c>proxy_bind off</c>.</param>
/// <param name="Port">Source port, 0 = the system's choice.</param>
/// <param name="Transparent">Whose address the server sees.</param>
/// <param name="Location">Line.</param>
internal sealed record NginxProxyBind(IPAddress? Address, int Port, TransparentSource Transparent, SourceLocation Location);
