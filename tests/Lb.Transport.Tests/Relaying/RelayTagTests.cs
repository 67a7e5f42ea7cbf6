using System.Runtime.CompilerServices;
using Lb.Transport.Relaying;

namespace Lb.Transport.Tests.Relaying;

public sealed class RelayTagTests
{
    [Fact]
    public void GivesBackWhatWasPacked_UpToItsSize()
    {
        var full = default(Full);
        for (var i = 0; i < RelayTag.Size; i++) full[i] = (byte)i;

        var back = RelayTag.From(full).To<Full>();

        Assert.Equal(RelayTag.Size, Unsafe.SizeOf<RelayTag>());
        for (var i = 0; i < RelayTag.Size; i++) Assert.Equal((byte)i, back[i]);
    }

    [Fact]
    public void Throws_WhenTheValueIsTooLarge() => Assert.Throws<ArgumentOutOfRangeException>(() => RelayTag.From(default(TooLarge)));

    [InlineArray(RelayTag.Size)]
    private struct Full
    {
        private byte _first;
    }

    [InlineArray(RelayTag.Size + 1)]
    private struct TooLarge
    {
        private byte _first;
    }
}
