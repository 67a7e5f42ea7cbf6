using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Lb.Configuration.HaProxy.Drafts;
using Lb.Configuration.HaProxy.Values;
using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Keywords;

/// <summary>Parses <c>bind</c>: addresses, then keywords.</summary>
internal static class BindParser
{
    /// <summary>Adds one bind for each address and port.</summary>
    public static void Parse(ProxyContext statement)
    {
        statement.Proxy.BindLines++;
        if (statement.Word("the address, for example *:8883,") is not { } text)
            return;

        var bind = new BindDraft(statement.Config.Global.BindTlsDefaults.Derive());
        var context = new BindContext(statement, $"bind {text}", bind);
        var addresses = ReadAddresses(context, text);
        KeywordList.Read(context, "bind", BindKeywords.ByName, UnbuiltKeywords.Bind, (row, c) => row.Parse(c));
        var tls = BindTlsBuilder.Build(context);
        foreach (var address in addresses)
            statement.Proxy.Binds.Add(Create(address, context, tls));
    }

    private static BindConfig Create(IPEndPoint address, BindContext context, BindTlsConfig? tls) => new()
    {
        Address = address,
        DualStack = address.Address.Equals(IPAddress.IPv6Any) && !context.Bind.V6Only,
        Location = context.Location,
        Name = context.Bind.Name,
        Tls = tls,
        AcceptProxy = context.Bind.AcceptProxy,
        DeferAccept = context.Bind.DeferAccept,
        MaxConnections = context.Bind.MaxConnections,
        Backlog = context.Bind.Backlog,
    };

    private static ImmutableArray<IPEndPoint> ReadAddresses(BindContext context, string text)
    {
        var addresses = ImmutableArray.CreateBuilder<IPEndPoint>();
        foreach (var part in context.Expand(text).Split(','))
        {
            if (context.ParseAddress(part) is { } address)
                AddRange(context, part, address, addresses);
        }

        return addresses.ToImmutable();
    }

    private static void AddRange(BindContext context, string part, AddressText address, ImmutableArray<IPEndPoint>.Builder addresses)
    {
        if (address.FirstPort is not { } first)
        {
            context.Error($"'{part}' has no port. Write one behind a colon, for example {(part.Length == 0 ? "*" : part)}:1883.");
            return;
        }

        if (first == 0)
            context.Error($"'{part}' has the port 0; a port is a number from 1 to 65535.");
        if (ResolveBind(context, address.Host, part) is not { } ip)
            return;
        for (var port = first; port <= address.LastPort; port++)
            addresses.Add(new IPEndPoint(ip, port));
    }

    private static IPAddress? ResolveBind(BindContext context, string name, string part)
    {
        var v6 = part.StartsWith("ipv6@", StringComparison.Ordinal);
        var address = v6 && name is "" or "*" ? IPAddress.IPv6Any : context.Resolve(name);
        if (address is null || !part.StartsWith("ipv", StringComparison.Ordinal)
            || v6 == (address.AddressFamily == AddressFamily.InterNetworkV6))
            return address;
        context.Error($"'{part}' asks for another address family than '{name}' has.");
        return null;
    }
}
