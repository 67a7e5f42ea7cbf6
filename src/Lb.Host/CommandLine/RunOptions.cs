namespace Lb.Host.CommandLine;

/// <summary>What the command line asks of the balancer.</summary>
internal sealed record RunOptions
{
    /// <summary>Files and folders, in order.</summary>
    public IReadOnlyList<string> ConfigPaths { get; init; } = [];

    /// <summary>Only check.</summary>
    public bool CheckOnly { get; init; }

    /// <summary>Print the version and end.</summary>
    public bool ShowVersion { get; init; }

    /// <summary>Print the version and what the build can do, and end.</summary>
    public bool ShowBuild { get; init; }

    /// <summary>Print errors only.</summary>
    public bool Quiet { get; init; }

    /// <summary>File for the process id; null = none.</summary>
    public string? PidFile { get; init; }

    /// <summary>Name of the transport; null = the best that this machine has.</summary>
    public string? Transport { get; init; }
}
