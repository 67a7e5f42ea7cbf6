using System.Runtime.CompilerServices;

namespace Lb.Transport.Tests.Reactors.Records;

/// <summary>A record of two cache lines.</summary>
[InlineArray(16)]
internal struct SampleRecord
{
    private ulong _first;
}
