using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Lb.Transport.Native;
using Lb.Transport.Reactors;

namespace Lb.Transport.Tests.Reactors.Serving;

/// <summary>Counts the SSL* that live on a reactor: OpenSSL says when each is made, on the reactor's thread, and when it is freed. Each holds its SSL_CTX
/// and what it read and did not pass on.</summary>
internal static unsafe class LiveTls
{
    private static readonly ConcurrentDictionary<nint, Reactor> Live = new();
    private static readonly int Index = Watch();

    /// <summary>Those made before this call are not counted.</summary>
    public static void Begin() => Assert.True(Index > 0);

    public static int CountOf(Reactor reactor) => Live.Values.Count(owner => owner == reactor);

    private static int Watch()
    {
        delegate* unmanaged<nint, nint, nint, int, nint, nint, void> made = &Made;
        return LibCrypto.NewExtraDataIndex(LibCrypto.ExtraDataOfConnection, 0, 0, (nint)made, 0, &Freed);
    }

    // Neither throws: an exception could not cross the native frames.
    [UnmanagedCallersOnly]
    private static void Made(nint connection, nint data, nint all, int index, nint number, nint argument)
    {
        if (Reactor.Current is { } reactor) Live[connection] = reactor;
    }

    [UnmanagedCallersOnly]
    private static void Freed(nint connection, nint data, nint all, int index, nint number, nint argument) => Live.TryRemove(connection, out _);
}
