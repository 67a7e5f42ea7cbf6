using System.Net;

namespace Lb.Configuration.Model;

/// <summary><c>source ADDRESS[:PORT[-PORT]] [usesrc ...]</c>.</summary>
/// <param name="Address">Address that server legs leave from; any-address = the system's choice.</param>
/// <param name="FirstPort">First source port, 0 = the system's choice.</param>
/// <param name="LastPort">Last source port, inclusive; equal to the first where there is one.</param>
/// <param name="Transparent">Whose address the server sees.</param>
/// <param name="Location">Line of the statement.</param>
public sealed record SourceAddressConfig(IPAddress Address, int FirstPort, int LastPort, TransparentSource Transparent, SourceLocation Location);
