namespace Lb.Protocol.ProxyProtocol;

/// <summary>A type-length-value entry of version 2 that has no field of its own here.</summary>
/// <param name="Type">0xE0 to 0xEF are free for applications, 0xF0 to 0xF7 for experiments.</param>
/// <param name="Value">0 to 65 535 bytes.</param>
/// <remarks>PROXY protocol sections 2.2 and 2.2.8.</remarks>
public readonly record struct ProxyTlv(byte Type, ReadOnlyMemory<byte> Value);
