using System.Globalization;

namespace Lb.Host.Running;

/// <summary>The <c>-p</c> file: holds the process id while the program runs.</summary>
internal sealed class PidFile : IDisposable
{
    private readonly string? _path;

    private PidFile(string? path) => _path = path;

    /// <summary>Writes the process id; a null path writes nothing.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static PidFile Write(string? path)
    {
        if (path is not null) File.WriteAllText(path, Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n");
        return new PidFile(path);
    }

    public void Dispose()
    {
        if (_path is not null) File.Delete(_path);
    }
}
