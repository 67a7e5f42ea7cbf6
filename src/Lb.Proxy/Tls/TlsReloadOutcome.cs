namespace Lb.Proxy.Tls;

/// <summary>What came of reading the files of TLS again.</summary>
/// <param name="Binds">Binds that go on with what was read; 0 after an error, and where no bind has TLS.</param>
/// <param name="Errors">Why nothing was replaced, each with line and file; empty = it was.</param>
public sealed record TlsReloadOutcome(int Binds, IReadOnlyList<string> Errors);
