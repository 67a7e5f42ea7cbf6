using System.Diagnostics.CodeAnalysis;
using Lb.Core.Closing;
using Lb.Core.State;

namespace Lb.Proxy.Connections;

/// <summary>A connection at its end: its account, the states that the account names, and how it ended.</summary>
internal readonly struct EndedConnection(in ConnectionAccount account, BoundFrontend bound, CloseReason reason, TimeSpan total, long bytesIn, long bytesOut)
{
    private readonly ConnectionAccount _account = account;

    public ref readonly ConnectionAccount Account
    {
        [UnscopedRef]
        get => ref _account;
    }

    public BoundFrontend Bound => bound;

    public RuntimeState Process => bound.Process;

    public FrontendState Frontend => bound.Frontend;

    /// <summary>The backend; null = none was chosen.</summary>
    public BackendState? Backend => _account.Backend < 0 ? null : Process.Backends[_account.Backend];

    /// <summary>The server whose slot it holds, or that was tried last; null = none.</summary>
    public ServerState? Server => _account.Server < 0 ? null : Process.Servers[_account.Server];

    /// <summary>Why.</summary>
    public CloseReason Reason => reason;

    /// <summary>From accept to now.</summary>
    public TimeSpan Total => total;

    /// <summary>Bytes from the client.</summary>
    public long BytesIn => bytesIn;

    /// <summary>Bytes to the client.</summary>
    public long BytesOut => bytesOut;
}
