namespace Lb.Transport.Native;

/// <summary>The error numbers of Linux that the reactors tell apart, and this thread's last one.</summary>
internal static unsafe class Errno
{
    public const int Interrupted = 4;
    public const int TryAgain = 11;
    public const int OutOfMemory = 12;
    public const int NotPermitted = 1;
    public const int AccessDenied = 13;
    public const int TooManyFilesInSystem = 23;
    public const int TooManyFiles = 24;
    public const int Invalid = 22;
    public const int BadMessage = 74;
    public const int MessageTooLong = 90;
    public const int AddressInUse = 98;
    public const int AddressNotAvailable = 99;
    public const int NoBuffers = 105;
    public const int TimedOut = 110;
    public const int AlreadyConnecting = 114;
    public const int InProgress = 115;
    public const int IsConnected = 106;

    [ThreadStatic]
    private static int* _location;

    /// <summary>The error of the last call on this thread; to be read right behind it.</summary>
    public static int Last => *(_location == null ? _location = LibC.ErrnoLocation() : _location);

    /// <summary>Makes the first read behind a call free of any other call.</summary>
    public static void PrepareThread() => _location = LibC.ErrnoLocation();

    /// <summary>Forgets the last error.</summary>
    public static void Clear() => *_location = 0;

    /// <summary>True where nothing is wrong and the call may be made again.</summary>
    public static bool IsTransient(int error) => error is TryAgain or Interrupted;
}
