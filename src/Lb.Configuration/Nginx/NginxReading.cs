using System.Collections.Immutable;
using Lb.Configuration.Diagnostics;
using Lb.Configuration.Model;
using Lb.Configuration.Nginx.Directives;
using Lb.Configuration.Nginx.Syntax;

namespace Lb.Configuration.Nginx;

/// <summary>One reading of a configuration: walks statements, finds each directive's row and lets it work.</summary>
internal sealed class NginxReading(ConfigDiagnostics diagnostics, ConfigEnvironment environment)
{
    private readonly NginxIncludes _includes = new(diagnostics);

    /// <summary>Takes all messages.</summary>
    public ConfigDiagnostics Diagnostics => diagnostics;

    /// <summary>Resolver and variables.</summary>
    public ConfigEnvironment Environment => environment;

    /// <summary>Folder that relative paths start from: the one of the main file.</summary>
    public string Folder { get; private set; } = "";

    /// <summary>Reads a main file.</summary>
    public void RunFile(ConfigSource source, NginxScope scope)
    {
        Folder = Path.GetDirectoryName(source.File) ?? "";
        _includes.Enter(source.File);
        Run(NginxStatementReader.Read(source, diagnostics), scope);
        _includes.Leave();
    }

    /// <summary>Reads the files that an <c>include</c> names, as if their text stood there.</summary>
    public void Include(string pattern, SourceLocation location, NginxScope scope)
    {
        foreach (var file in _includes.Find(FullPath(pattern), location))
        {
            if (!_includes.TryEnter(file, location)) continue;
            if (ConfigFile.Read(file, location, diagnostics) is { } source) Run(NginxStatementReader.Read(source, diagnostics), scope);
            _includes.Leave();
        }
    }

    /// <summary>Reads the statements of a block.</summary>
    public void Run(ImmutableArray<NginxStatement> statements, NginxScope scope)
    {
        foreach (var statement in statements) Run(statement, scope);
    }

    /// <summary>A path as nginx takes it: relative to <see cref="Folder"/>.</summary>
    public string FullPath(string path) => Path.Combine(Folder, path);

    private void Run(NginxStatement statement, NginxScope scope)
    {
        if (NginxDirectiveTable.Find(statement.Name, scope.Context) is not { } row)
        {
            diagnostics.Error(statement.Location, NginxUnknownDirective.Explain(statement.Name, scope));
            return;
        }

        var (whole, rest) = NginxMissingSemicolon.Split(statement, row, scope.Context, diagnostics);
        if (Fits(whole, row, scope)) row.Apply(new NginxCall(whole, scope, this));
        if (rest is not null) Run(rest, scope);
    }

    private bool Fits(NginxStatement statement, NginxDirective row, NginxScope scope)
    {
        var message = (statement.Block is not null, row.IsBlock) switch
        {
            (true, false) => "takes no block. End it with ';'.",
            (false, true) => "needs a block: '{ ... }'.",
            _ when statement.Arguments.Length < row.MinArguments || statement.Arguments.Length > row.MaxArguments =>
                $"takes {NginxReference.ArgumentCount(row)} argument(s), not {statement.Arguments.Length}.",
            _ when !scope.Seen.Add(statement.Name) && !row.IsRepeatable => "was given in this block already. Keep one of the two.",
            _ => null,
        };
        if (message is not null) diagnostics.Error(statement.Location, $"'{statement.Name}' {message}");
        return message is null;
    }
}
