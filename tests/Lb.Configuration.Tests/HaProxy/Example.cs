namespace Lb.Configuration.Tests.HaProxy;

/// <summary>One line of a configuration, and whether it is accepted.</summary>
/// <param name="Section">global, defaults, frontend, backend, or http: a frontend in HTTP mode without a backend.</param>
/// <param name="Line">The line; <c>%PEM%</c> and the like stand for paths that exist.</param>
/// <param name="Valid">Whether it loads here.</param>
/// <param name="Differs">Why HAProxy's verdict is the other one; null = it is the same.</param>
public sealed record Example(string Section, string Line, bool Valid, string? Differs = null)
{
    public string Text(ExampleFiles files)
    {
        var line = files.Fill(Line);
        var frontend = Section == "http" ? "    mode http\n    bind 127.0.0.1:18404\n"
            : "    bind 127.0.0.1:18830\n    default_backend b\n";
        return $"""
            global
                {(Section == "global" ? line : "nbthread 1")}
            defaults
                timeout connect 5s
                timeout client 5m
                timeout server 5m
                {(Section == "defaults" ? line : "")}
            frontend f
            {frontend}
                acl local src 127.0.0.1
                {(Section is "frontend" or "http" ? line : "")}
            backend table
                stick-table type string len 64 size 1k
            backend other
                server spare 127.0.0.1:1884
            backend b
                {(Section == "backend" ? line : "")}
                server one 127.0.0.1:1883

            """;
    }

    public override string ToString() => $"{Section}: {Line}";
}
