using System.IO.Pipelines;

namespace Lb.Transport.Listening;

/// <summary>A client leg's transport: Kestrel's pipe towards us, and a writer that hands bytes to the socket itself. A finished write
/// is then in the kernel's hands, which Kestrel's own output pipe cannot tell: back-pressure is exact, and so is the moment from which
/// the leg may be closed for sending alone.</summary>
internal sealed record DirectOutputPipes(PipeReader Input, PipeWriter Output) : IDuplexPipe;
