using System.IO.Pipelines;

namespace Lb.Transport.Reactors.SetUp;

/// <summary>What the stages read and write.</summary>
internal sealed class SetUpPipes(PipeReader input, PipeWriter output) : IDuplexPipe
{
    public PipeReader Input => input;

    public PipeWriter Output => output;
}
