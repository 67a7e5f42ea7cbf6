using Lb.Configuration.Model;

namespace Lb.Configuration.Nginx.Blocks;

/// <summary>A file that a directive names: its full path and the line.</summary>
internal sealed record NginxFileReference(string Path, SourceLocation Location);
