using System.Collections.Immutable;
using Lb.Configuration.Model;
using Lb.Core.Closing;
using Lb.Core.Picking;
using Lb.Core.Rules;
using Lb.Core.State;
using Lb.Protocol;
using Lb.Protocol.Connect;
using Lb.Proxy.Connections;
using Lb.Proxy.FirstPacket;

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
            connection.Facts.PayloadComplete = false;
            var outcome = RunStep();
            if (outcome is { IsFinal: false })
            {
                if (!clientIsDone && !IsFull && elapsed < Patience) return RoutingOutcome.NeedMoreData;
                outcome = RunStepWithoutMore(clientIsDone);
            }

            if (outcome is { } final) return final;
        }
    }

    private bool IsFull => connection.Facts.Payload.Length >= PayloadLimit.BytesOf(connection.Bound.Process.Config.Global);

    // Going on without the key would spread a client that is only slow over all servers; one that left with half a CONNECT needs none.
    private RoutingOutcome? RunStepWithoutMore(bool clientIsDone)
    {
        if (IsConnectCut) return RoutingOutcome.End(clientIsDone ? CloseReason.ClientClosedBeforeData : CloseReason.ConnectPacketTimeout);
        connection.Facts.PayloadComplete = true;
        return RunStep();
    }

    private RoutingOutcome? RunStep() => _step switch
    {
        RoutingStep.FrontendRules => RunRules(connection.Frontend.Config.ContentRules, RoutingStep.BackendChoice),
        RoutingStep.BackendChoice => ChooseBackend(),
        RoutingStep.BackendRules => RunRules(connection.Backend!.Config.ContentRules, RoutingStep.Keys),
        _ => ReadKeys(),
    };

    private bool IsConnectCut => _step is RoutingStep.BackendChoice or RoutingStep.Keys
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
        if (IsConnectTooLarge) return RoutingOutcome.End(CloseReason.ConnectTooLarge);
        if (PickSession.TryStart(connection.Backend!, connection.Facts) is not { } picks) return RoutingOutcome.NeedMoreData;
        connection.Picks = picks;
        return RoutingOutcome.Routed;
    }

    // Its key will never be known: each reconnect would go to another server.
    private bool IsConnectTooLarge => connection.Frontend.Needs.Connect
        && connection.Facts.ParseConnect(out _, out var error) == ParseStatus.Invalid
        && error == ConnectError.PacketTooLarge
        && KeysNeedPayload(connection.Backend!.Config);

    private static bool KeysNeedPayload(BackendConfig backend) =>
        backend.Balance.Key is { NeedsPayload: true } || backend.StickRules.Any(rule => rule.Key.NeedsPayload);

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
