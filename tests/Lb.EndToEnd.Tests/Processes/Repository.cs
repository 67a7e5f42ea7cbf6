namespace Lb.EndToEnd.Tests.Processes;

/// <summary>Files of the repository that the tests use as they are.</summary>
internal static class Repository
{
    private static readonly string Root = Find(AppContext.BaseDirectory);

    /// <summary>Text of a file in <c>configs/</c>.</summary>
    public static string Config(string name) => File.ReadAllText(Path.Combine(Root, "configs", name));

    /// <summary>Path of a file of this project.</summary>
    public static string OwnFile(params string[] parts) => Path.Combine([Root, "tests", "Lb.EndToEnd.Tests", .. parts]);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Lb.sln")) ? folder : Find(Path.GetDirectoryName(folder.TrimEnd('/')) ?? throw new DirectoryNotFoundException("Lb.sln"));
}
