using System.CommandLine;
using Lb.Broker;

namespace Lb.Host.CommandLine;

/// <summary>Flags of <c>mqlb broker</c>.</summary>
internal sealed class BrokerFlags
{
    private readonly Option<string[]> _listen = new("--listen")
    {
        Description = "Where to listen: mqtt, mqtts, ws or wss, with +proxy for PROXY headers, such as wss+proxy://*:8084. Once for each address.",
        HelpName = "SCHEME://ADDRESS:PORT",
    };

    private readonly Option<int> _port = new("--port") { Description = "TCP port, without --listen.", DefaultValueFactory = _ => 1883 };
    private readonly Option<string> _address = new("--address") { Description = "Address to listen on, without --listen.", DefaultValueFactory = _ => "127.0.0.1" };
    private readonly Option<bool> _proxy = new("--accept-proxy") { Description = "Each connection begins with a PROXY header, version 1 or 2; without --listen." };
    private readonly Option<string> _name = new("--name") { Description = "Name in its output.", DefaultValueFactory = _ => "broker" };
    private readonly Option<bool> _quiet = new("--quiet") { Description = "Print no line for a connection." };
    private readonly Option<string?> _certificate = new("--cert") { Description = "Certificate for TLS, PEM; intermediate authorities behind it.", HelpName = "FILE" };
    private readonly Option<string?> _key = new("--key") { Description = "Its private key, PEM; may be in --cert.", HelpName = "FILE" };
    private readonly Option<string?> _authority = new("--cafile") { Description = "Ask clients for a certificate of these authorities, PEM.", HelpName = "FILE" };
    private readonly Option<bool> _requireCertificate = new("--require-certificate") { Description = "Refuse a client without a certificate." };
    private readonly Option<bool> _certificateIsUser = new("--certificate-is-user") { Description = "A certificate's common name is the user; no password then." };
    private readonly Option<string?> _passwords = new("--password-file") { Description = "Users, as mosquitto_passwd writes them, or user:password.", HelpName = "FILE" };
    private readonly Option<bool> _anonymous = new("--allow-anonymous") { Description = "Clients without a user name may connect although there is a --password-file." };
    private readonly Option<string?> _rules = new("--acl-file") { Description = "Who may publish and get what, in the syntax of mosquitto's acl_file.", HelpName = "FILE" };
    private readonly Option<string[]> _denySubscribe = new("--deny-subscribe") { Description = "Nobody may subscribe to what this matches.", HelpName = "FILTER" };
    private readonly Option<string[]> _denyPublish = new("--deny-publish") { Description = "Nobody may publish to what this matches.", HelpName = "FILTER" };
    private readonly Option<string> _system = new("--sys-interval") { Description = "How often $SYS topics are published; 0 for never.", HelpName = "TIME", DefaultValueFactory = _ => "10s" };
    private readonly Option<string?> _snapshot = new("--snapshot") { Description = "Keep sessions, their messages and retained messages over a restart.", HelpName = "FILE" };
    private readonly Option<string> _snapshotInterval = new("--snapshot-interval") { Description = "How often that file is written, besides at the stop.", HelpName = "TIME", DefaultValueFactory = _ => "60s" };
    private readonly Option<int> _keepAlive = new("--max-keep-alive") { Description = "Longest keep-alive in seconds, told to MQTT 5.0 clients; 0 for any.", HelpName = "SECONDS" };
    private readonly Option<string[]> _faults = new("--fault") { Description = $"Misbehave: {FaultText.Syntax}.", HelpName = "NAME=VALUE" };

    public void AddTo(Command command)
    {
        Option[] all =
        [
            _listen, _port, _address, _proxy, _name, _quiet, _certificate, _key, _authority, _requireCertificate, _certificateIsUser, _passwords,
            _anonymous, _rules, _denySubscribe, _denyPublish, _system, _snapshot, _snapshotInterval, _keepAlive, _faults,
        ];
        foreach (var option in all) command.Options.Add(option);
    }

    /// <summary>What the flags ask for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="errors">Gets everything that is wrong with it and the files it names; the options are of no use then.</param>
    public BrokerOptions Read(ParseResult parsed, ICollection<string> errors)
    {
        var (name, quiet) = (parsed.GetValue(_name)!, parsed.GetValue(_quiet));
        var system = TimeText.Parse(parsed.GetValue(_system)!);
        if (system is null) errors.Add($"--sys-interval {parsed.GetValue(_system)}: this is no time. Write 10s or 1m; 0 for never.");
        var snapshotInterval = TimeText.Parse(parsed.GetValue(_snapshotInterval)!);
        if (snapshotInterval is null || snapshotInterval == TimeSpan.Zero)
            errors.Add($"--snapshot-interval {parsed.GetValue(_snapshotInterval)}: this is no time above 0. Write 10s or 1m.");
        var keepAlive = parsed.GetValue(_keepAlive);
        if (keepAlive is < 0 or > ushort.MaxValue) errors.Add($"--max-keep-alive {keepAlive}: give seconds from 0 to 65535.");
        return new BrokerOptions
        {
            Name = name,
            Binds = BindsOf(parsed, errors),
            Users = BrokerAccessFiles.Users(parsed.GetValue(_passwords), errors),
            AllowAnonymous = parsed.GetValue(_anonymous),
            CertificateNameIsUser = parsed.GetValue(_certificateIsUser),
            Access = BrokerAccessFiles.Rules(parsed.GetValue(_rules), parsed.GetValue(_denySubscribe) ?? [], parsed.GetValue(_denyPublish) ?? [], errors),
            Faults = FaultText.Parse(parsed.GetValue(_faults) ?? [], errors),
            SnapshotFile = parsed.GetValue(_snapshot),
            SnapshotInterval = snapshotInterval ?? TimeSpan.Zero,
            MaximumKeepAlive = keepAlive,
            SystemTopicsInterval = system ?? TimeSpan.Zero,
            Connected = quiet ? null : info => Console.WriteLine(BrokerLines.Connected(name, info)),
            Disconnected = quiet ? null : (info, end) => Console.WriteLine($"{name}: '{info.ClientId}' left: {end}"),
        };
    }

    private BrokerBind[] BindsOf(ParseResult parsed, ICollection<string> errors)
    {
        var tls = TlsOf(parsed, errors);
        var wanted = parsed.GetValue(_listen) ?? [];
        if (wanted.Length == 0) wanted = [$"{(parsed.GetValue(_proxy) ? "mqtt+proxy" : "mqtt")}://{Bracketed(parsed.GetValue(_address)!)}:{parsed.GetValue(_port)}"];
        return [.. wanted.Select(text => BindAddressText.Parse(text, tls, errors)).OfType<BrokerBind>()];
    }

    private BrokerTls? TlsOf(ParseResult parsed, ICollection<string> errors)
    {
        if (parsed.GetValue(_certificate) is not { } certificate) return null;
        var tls = BrokerTls.Load(certificate, parsed.GetValue(_key), parsed.GetValue(_authority), out var error);
        if (error is not null) errors.Add(error);
        return tls is null ? null : tls with { RequiresClientCertificate = parsed.GetValue(_requireCertificate) };
    }

    private static string Bracketed(string address) => address.Contains(':', StringComparison.Ordinal) ? $"[{address}]" : address;
}
