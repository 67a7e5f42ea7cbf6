using System.Collections.Immutable;
using Lb.Configuration.Model;
using Lb.Core.Closing;
using Lb.Core.Picking;
using Lb.Core.Rules;
using Lb.Core.State;
using Lb.Protocol;
using Lb.Proxy.Connections;

namespace Lb.Proxy.Routing;

/// <summary>What the client's first bytes decide, step by step; takes up where it stopped when more bytes have come. Rules wait for
/// <c>inspect-delay</c> where it is set; everything else waits for a CONNECT that is needed until <c>timeout mqtt-connect</c>.</summary>
internal sealed class RoutingRun(ClientConnection connection)
{
    private RoutingStep _step = RoutingStep.FrontendRules;

    /// <summary>How long, from the start of routing, the step at which it stopped may wait for bytes.</summary>
    public TimeSpan Patience
    {
        get
        {
            var frontend = connection.Frontend.Config;
            var inspect = _step >= RoutingStep.BackendRules ? connection.Backend!.Config.InspectDelay ?? frontend.InspectDelay : frontend.InspectDelay;
            var isRule = _step is RoutingStep.FrontendRules or RoutingStep.BackendRules;
            if (isRule && inspect is not null) return inspect.Value;
            return inspect > frontend.ConnectPacketTimeout ? inspect.Value : frontend.ConnectPacketTimeout;
        }
    }

    /// <summary>Goes as far as the bytes allow.</summary>
    /// <param name="elapsed">Time since the start of routing.</param>
    /// <param name="clientIsDone">Whether the client ended its side.</param>
    public RoutingOutcome Advance(TimeSpan elapsed, bool clientIsDone)
    {
        while (true)
        {
            connection.Facts.PayloadComplete = clientIsDone || elapsed >= Patience;
            var outcome = RunStep(lateConnect: !clientIsDone && IsConnectLate());
            if (outcome is { } final) return final;
        }
    }

    private RoutingOutcome? RunStep(bool lateConnect) => _step switch
    {
        RoutingStep.FrontendRules => RunRules(connection.Frontend.Config.ContentRules, RoutingStep.BackendChoice),
        _ when lateConnect => RoutingOutcome.End(CloseReason.ConnectPacketTimeout),
        RoutingStep.BackendChoice => ChooseBackend(),
        RoutingStep.BackendRules => RunRules(connection.Backend!.Config.ContentRules, RoutingStep.Keys),
        _ => ReadKeys(),
    };

    // Going on without the key would spread a client that is only slow over all servers.
    private bool IsConnectLate() => _step is RoutingStep.BackendChoice or RoutingStep.Keys
        && connection.Facts.PayloadComplete
        && connection.Frontend.Needs.Connect
        && connection.Facts.ParseConnect(out _, out _) == ParseStatus.NeedMoreData;

    private RoutingOutcome? RunRules(ImmutableArray<TcpRuleConfig> rules, RoutingStep following)
    {
        switch (TcpRules.Run(rules, connection.Facts))
        {
            case RuleVerdict.NeedMoreData:
                return RoutingOutcome.NeedMoreData;
            case RuleVerdict.Reject:
                CountDenied();
                return RoutingOutcome.End(CloseReason.ContentRejected);
            default:
                _step = following;
                return null;
        }
    }

    private RoutingOutcome? ChooseBackend()
    {
        if (!BackendChoice.TryChoose(connection.Frontend, connection.Facts, out var backend)) return RoutingOutcome.NeedMoreData;
        if (backend is null) return RoutingOutcome.End(CloseReason.NoBackend);
        Enter(backend);
        _step = RoutingStep.BackendRules;
        return null;
    }

    private RoutingOutcome? ReadKeys()
    {
        if (PickSession.TryStart(connection.Backend!, connection.Facts) is not { } picks) return RoutingOutcome.NeedMoreData;
        connection.Picks = picks;
        return RoutingOutcome.Routed;
    }

    private void Enter(BackendState backend)
    {
        connection.Backend = backend;
        backend.Counters.Sessions.Increment();
        backend.Counters.SessionsTotal.Increment();
        backend.Counters.SessionRate.Mark();
    }

    private void CountDenied()
    {
        if (connection.Backend is { } backend) backend.Counters.DeniedRequests.Increment();
        else connection.Frontend.Counters.DeniedRequests.Increment();
    }
}
