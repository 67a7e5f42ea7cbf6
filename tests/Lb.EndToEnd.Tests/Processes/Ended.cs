namespace Lb.EndToEnd.Tests.Processes;

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">Its exit code; 128 + n after signal n.</param>
/// <param name="Output">Everything it wrote on both outputs.</param>
internal sealed record Ended(int ExitCode, string Output);
