using System.Runtime.InteropServices;

namespace Lb.Transport.Native;

/// <summary>The system's OpenSSL 3.</summary>
public static class OpenSslLibrary
{
    private static readonly Lazy<string?> Found = new(Find);

    /// <summary>Whether libssl.so.3 and libcrypto.so.3 can be loaded; they stay loaded then.</summary>
    public static bool IsAvailable => Found.Value is not null;

    /// <summary>What the library calls itself, for example <c>OpenSSL 3.0.19 27 Jan 2026</c>; null where it is not available.</summary>
    public static string? Version => Found.Value;

    private static unsafe string? Find()
    {
        if (!OperatingSystem.IsLinux()) return null;
        if (!NativeLibrary.TryLoad("libcrypto.so.3", out _) || !NativeLibrary.TryLoad("libssl.so.3", out _)) return null;
        return Marshal.PtrToStringUTF8((nint)LibCrypto.GetVersionText(0));
    }
}
