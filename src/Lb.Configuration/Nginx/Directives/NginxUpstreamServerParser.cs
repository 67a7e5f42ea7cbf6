using System.Collections.Immutable;
using Lb.Configuration.Nginx.Blocks;
using Lb.Configuration.Nginx.Values;

namespace Lb.Configuration.Nginx.Directives;

/// <summary>Reads a <c>server</c> line of an upstream.</summary>
internal static class NginxUpstreamServerParser
{
    // HAProxy's range, which run-time weights share.
    private const int MaxWeight = 256;

    /// <summary>Adds the server to the open upstream.</summary>
    public static void Read(NginxCall call)
    {
        call.Scope.Upstream!.HasServer = true;
        if (ReadAddress(call.Arguments[0], call) is not { } server) return;
        foreach (var parameter in call.Arguments.Skip(1)) server = WithParameter(server, parameter, call);
        call.Scope.Upstream.Servers.Add(server);
    }

    /// <summary>Reads <c>ADDRESS:PORT</c>; null, with an error, when it is none.</summary>
    public static NginxUpstreamServer? ReadAddress(string text, NginxCall call)
    {
        if (text.StartsWith("unix:", StringComparison.Ordinal))
        {
            call.Error("unix sockets are not built yet.");
            return null;
        }

        var (address, portText) = NginxAddress.Split(text);
        if (!NginxAddress.TryPort(portText, out var port))
        {
            call.Error(portText.Length == 0 ? $"'{text}' names no port. Write ADDRESS:PORT." : $"'{portText}' is not a port from 1 to 65535.");
            return null;
        }

        var addresses = NginxAddress.Resolve(address, call.Reading.Environment).ToImmutableArray();
        if (addresses.IsEmpty)
        {
            call.Error($"'{address}' is neither an address nor a name that can be resolved.");
            return null;
        }

        return new NginxUpstreamServer { AddressText = address, Addresses = addresses, Port = port, Location = call.Location };
    }

    private static NginxUpstreamServer WithParameter(NginxUpstreamServer server, string parameter, NginxCall call)
    {
        var equals = parameter.IndexOf('=');
        var name = equals < 0 ? parameter : parameter[..equals];
        var value = equals < 0 ? null : parameter[(equals + 1)..];
        switch (name)
        {
            case "backup" when value is null:
                return server with { Backup = true };
            case "down" when value is null:
                return server with { Down = true };
            case "weight" when value is not null:
                return server with { Weight = call.Number(value, 1, MaxWeight) ?? 1 };
            case "max_fails" when value is not null:
                return server with { MaxFails = call.Number(value, 0, int.MaxValue) ?? 1 };
            case "max_conns" when value is not null:
                return server with { MaxConnections = call.Number(value, 0, int.MaxValue) ?? 0 };
            case "fail_timeout" when value is not null:
                return server with { FailTimeout = call.Time(value) ?? server.FailTimeout };
            case "resolve" or "service" or "slow_start" or "route" or "drain" or "state":
                call.Error($"parameter '{name}' is not built yet.");
                return server;
            default:
                call.Error($"unknown parameter '{parameter}'. Known: weight=, max_fails=, fail_timeout=, max_conns=, backup, down.");
                return server;
        }
    }
}
