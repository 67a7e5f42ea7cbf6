using System.Runtime.Versioning;

// Signals, network namespaces and other people's brokers, all as Debian has them.
[assembly: SupportedOSPlatform("linux")]
