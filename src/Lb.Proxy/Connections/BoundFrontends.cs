using System.Collections.Immutable;
using Lb.Configuration.Model;
using Lb.Core.State;
using Lb.Transport.Listening;

namespace Lb.Proxy.Connections;

/// <summary>All binds of the process, each with its index.</summary>
/// <param name="process">State of the process.</param>
public sealed class BoundFrontends(RuntimeState process)
{
    private ImmutableArray<BoundFrontend> _all = [];

    /// <summary>State of the process.</summary>
    public RuntimeState Process => process;

    /// <summary>The binds, in the order of their indexes.</summary>
    public IReadOnlyList<BoundFrontend> All => _all;

    /// <summary>The bind with an index.</summary>
    public BoundFrontend this[int index] => _all[index];

    /// <summary>Adds a bind. All are added before the first connection comes, one after the other.</summary>
    /// <param name="frontend">Its frontend.</param>
    /// <param name="bind">Its settings.</param>
    /// <param name="address">What it listens on.</param>
    public BoundFrontend Add(FrontendState frontend, BindConfig bind, BindEndPoint address)
    {
        var bound = new BoundFrontend(_all.Length, process, frontend, bind, address);
        _all = _all.Add(bound);
        return bound;
    }
}
