using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Lb.Proxy.Tests.Proxies;

/// <summary>A connection that counts what it is asked for and what costs something on a real one.</summary>
internal sealed class WatchedContext(string id, IDuplexPipe transport, IDuplexPipe application) : DefaultConnectionContext(id, transport, application)
{
    private int _localAddressReads;
    private int _closedReads;

    public int LocalAddressReads => _localAddressReads;

    public int ClosedReads => _closedReads;

    public override EndPoint? LocalEndPoint
    {
        get
        {
            Interlocked.Increment(ref _localAddressReads);
            return base.LocalEndPoint;
        }
        set => base.LocalEndPoint = value;
    }

    public override CancellationToken ConnectionClosed
    {
        get
        {
            Interlocked.Increment(ref _closedReads);
            return base.ConnectionClosed;
        }
        set => base.ConnectionClosed = value;
    }
}
