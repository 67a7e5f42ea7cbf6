using Lb.Configuration.HaProxy.Drafts;
using Lb.Configuration.HaProxy.Values;
using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Keywords;

/// <summary>Parses <c>server</c> and <c>default-server</c>.</summary>
internal static class ServerParser
{
    /// <summary>Changes what later servers of the section start from.</summary>
    public static void ParseDefault(ProxyContext statement)
    {
        if (statement.Words.AtEnd)
        {
            statement.Error("a server keyword is missing, for example 'inter 10s'.");
            return;
        }

        var context = new ServerContext(statement, "default-server", statement.Proxy.Settings.DefaultServer);
        ReadKeywords(context);
        if (context.Id is not null)
            context.Error("'id' is a server's own and cannot be a default.");
        statement.Set(settings => settings with { DefaultServer = context.Settings });
    }

    /// <summary>Adds a server.</summary>
    public static void ParseServer(ProxyContext statement)
    {
        statement.Proxy.ServerLines++;
        if (statement.Word("the server's name") is not { } name)
            return;

        var context = new ServerContext(statement, $"server {name}", statement.Proxy.Settings.DefaultServer);
        if (SectionName.Problem(name) is { } problem)
            context.Error(problem);
        var addressText = context.Word("the address") is { } word ? context.Expand(word) : null;
        var address = addressText is null ? null : context.ParseAddress(addressText);
        ReadKeywords(context);
        if (address is not null && Create(context, name, addressText!, address) is { } server)
            statement.Proxy.Servers.Add(server);
    }

    private static void ReadKeywords(ServerContext context) =>
        KeywordList.Read(context, "server", ServerKeywords.ByName, UnbuiltKeywords.Server, (row, c) => row.Parse(c));

    private static ServerConfig? Create(ServerContext context, string name, string text, AddressText address)
    {
        var settings = context.Settings;
        if (address.LastPort != (address.FirstPort ?? 0))
            context.Error($"'{text}' has a port range; a server has one port.");
        CheckKeywords(context, address);
        if (context.Resolve(address.Host) is not { } ip)
            return null;
        return new ServerConfig
        {
            Name = name,
            Id = context.Id ?? ServerIds.Unassigned,
            Location = context.Location,
            AddressText = address.Host,
            Address = ip,
            Port = address.FirstPort ?? 0,
            Weight = settings.Weight,
            Backup = settings.Backup,
            Disabled = settings.Disabled,
            MaxConnections = settings.MaxConnections,
            Check = settings.HasCheck ? settings.Check with { ProxyHeader = CheckHeader(settings) } : null,
            ProxyHeader = settings.ProxyHeader,
            Source = settings.Source,
            ShutdownConnectionsOnMarkedDown = settings.ShutdownConnectionsOnMarkedDown,
        };
    }

    private static void CheckKeywords(ServerContext context, AddressText address)
    {
        var settings = context.Settings;
        if (settings.HasCheck && address.FirstPort is null or 0 && settings.Check.Port is null)
            context.Error("'check' does not know which port to check. Write a port behind the address, or 'port'.");
        if (settings.CheckSendsProxy && !settings.HasCheck)
            context.Warning("'check-send-proxy' has no effect without 'check': the server is never checked and counts as up. Add 'check'.");
    }

    private static ProxyHeaderConfig? CheckHeader(ServerSettings settings)
    {
        var sameAddress = settings.Check.Port is null && settings.Check.Address is null;
        if (settings.CheckSendsProxy)
            return settings.ProxyHeader ?? new ProxyHeaderConfig(1, ProxyHeaderFields.None);
        return sameAddress ? settings.ProxyHeader : null;
    }
}
