using System.Buffers;
using System.Net;
using Lb.Protocol;
using Lb.Protocol.Connect;

namespace Lb.Core.Samples;

/// <summary>What is known about one connection while it is set up. Filled by the stages in turn, read by rules, <c>stick</c> and
/// <c>balance</c>. Not safe for concurrent use.</summary>
public sealed class ConnectionFacts
{
    private ReadOnlySequence<byte> _payload;
    private Dictionary<string, SampleValue>? _variables;
    private bool _connectWasParsed;
    private ParseStatus _connectStatus;
    private ConnectLayout _connectLayout;
    private ConnectError _connectError;

    /// <summary>The client's address, from the PROXY header where one was accepted; null where that says nothing.</summary>
    public IPEndPoint? Client { get; set; }

    /// <summary>Answers what nobody has set; null = nothing.</summary>
    public ILateFacts? Late { get; init; }

    /// <summary>The address that the client connected to, from the PROXY header where one was accepted.</summary>
    public IPEndPoint? Destination
    {
        get => field ?? Late?.Destination;
        set;
    }

    /// <summary>Whether the client leg is TLS.</summary>
    public bool IsTls { get; set; }

    /// <summary>The name that the client asked for in TLS; null without one.</summary>
    public string? ServerName
    {
        get => field ?? Late?.ServerName;
        set;
    }

    /// <summary>Whether the client gave a certificate.</summary>
    public bool HasClientCertificate
    {
        get => field || Late is { HasClientCertificate: true };
        set;
    }

    /// <summary>Common name of the client's certificate; null without one.</summary>
    public string? ClientCommonName
    {
        get => field ?? Late?.ClientCommonName;
        set;
    }

    /// <summary>Path of an HTTP request; null for other connections.</summary>
    public string? HttpPath { get; set; }

    /// <summary>Largest CONNECT that is waited for, in bytes with its fixed header.</summary>
    public int MaxConnectPacketSize { get; set; } = 256 * 1024;

    /// <summary>Everything the client sent so far, from its first byte. Setting it again with more bytes is how data arrives.</summary>
    public ReadOnlySequence<byte> Payload
    {
        get => _payload;
        set
        {
            if (_connectStatus == ParseStatus.NeedMoreData && value.Length != _payload.Length) _connectWasParsed = false;
            _payload = value;
        }
    }

    /// <summary>Nothing more will come in time: the client ended its side, or the time to wait is over.</summary>
    public bool PayloadComplete { get; set; }

    /// <summary>Reads the client's first packet as a CONNECT; the work is done once, and again only when bytes have arrived.</summary>
    /// <param name="packet">The packet, sharing memory with <see cref="Payload"/>.</param>
    /// <param name="error">Why it is invalid.</param>
    public ParseStatus ParseConnect(out ConnectPacketView packet, out ConnectError error)
    {
        if (!_connectWasParsed)
        {
            _connectStatus = ConnectParser.TryParse(_payload, MaxConnectPacketSize, out var parsed, out _connectError);
            _connectLayout = parsed.Layout;
            _connectWasParsed = true;
        }

        var bytes = _connectStatus == ParseStatus.Complete ? _payload.Slice(0, _connectLayout.TotalLength) : default;
        packet = new ConnectPacketView(bytes, _connectLayout);
        error = _connectError;
        return _connectStatus;
    }

    /// <summary>Reads a variable by its name with scope, for example <c>sess.cid</c>.</summary>
    public bool TryGetVariable(string name, out SampleValue value)
    {
        value = default;
        return _variables is not null && _variables.TryGetValue(name, out value);
    }

    /// <summary>Sets a variable; the value is copied.</summary>
    public void SetVariable(string name, SampleValue value) => (_variables ??= [])[name] = value.Keep();
}
