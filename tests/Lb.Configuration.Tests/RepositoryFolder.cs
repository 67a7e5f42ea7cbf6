namespace Lb.Configuration.Tests;

/// <summary>The folder that the solution file stands in.</summary>
internal static class RepositoryFolder
{
    public static string Path { get; } = Find();

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(System.IO.Path.Combine(folder, "Lb.sln")))
            folder = System.IO.Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Lb.sln is in no folder above the tests.");
        return folder;
    }
}
