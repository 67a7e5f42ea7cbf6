using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Lb.Transport.Native;

namespace Lb.Transport.Reactors.Tls;

/// <summary>The calling thread's OpenSSL errors as text.</summary>
internal static unsafe class OpenSslErrors
{
    /// <summary>Why the last call failed, in OpenSSL's words, for example <c>no shared cipher</c>; null when no reason is left. Leaves the queue
    /// empty.</summary>
    public static string? TakeReason()
    {
        // The first error is the cause, what follows are its callers.
        var first = LibCrypto.TakeError();
        LibCrypto.ClearErrors();
        return first == 0 ? null : TextOf(first);
    }

    /// <summary>An exception that tells what was done and what OpenSSL says about it.</summary>
    public static CryptographicException Failure(string message) =>
        new(TakeReason() is { } reason ? $"{message}: {reason}" : message);

    private static string TextOf(nuint error)
    {
        if (LibCrypto.GetReason(error) is not null and var reason) return Marshal.PtrToStringUTF8((nint)reason)!;
        var text = stackalloc byte[LibCrypto.NameSizeLimit];
        LibCrypto.DescribeError(error, text, LibCrypto.NameSizeLimit);
        return Marshal.PtrToStringUTF8((nint)text)!;
    }
}
