using System.Net;
using Lb.Configuration.Model;
using Lb.Core.Rules;
using Lb.Core.Samples;
using Lb.Core.State;

namespace Lb.Core.Picking;

/// <summary>Everything that picking takes from a connection, read once and owned: later attempts happen when its bytes have gone
/// on.</summary>
internal sealed class PickKeys
{
    private readonly byte[]?[] _stickKeys;

    private PickKeys(BackendState backend)
    {
        _stickKeys = backend.StickRules.IsEmpty ? [] : new byte[backend.StickRules.Length][];
    }

    public IPAddress? ClientAddress { get; private init; }

    public byte[]? BalanceKey { get; private set; }

    /// <summary>Key of the <c>stick</c> rule at an index; null where its condition failed or the sample has no value.</summary>
    public byte[]? StickKey(int rule) => _stickKeys[rule];

    /// <summary>Reads them; null while one needs more data.</summary>
    public static PickKeys? TryRead(BackendState backend, ConnectionFacts facts)
    {
        var keys = new PickKeys(backend) { ClientAddress = facts.Client?.Address };
        return keys.TryReadStick(backend, facts) && keys.TryReadBalance(backend.Config.Balance, facts) ? keys : null;
    }

    private bool TryReadStick(BackendState backend, ConnectionFacts facts)
    {
        for (var i = 0; i < _stickKeys.Length; i++)
        {
            var rule = backend.StickRules[i];
            var condition = ConditionEvaluator.Evaluate(rule.Config.Condition, facts);
            if (condition == ConditionResult.NeedMoreData) return false;
            if (condition == ConditionResult.Fails) continue;
            var status = SampleEvaluator.Evaluate(rule.Config.Key, facts, out var value);
            if (status == SampleStatus.NeedMoreData) return false;
            if (status == SampleStatus.Found) _stickKeys[i] = StickTables.StickKey.Of(rule.Table.Type, value);
        }

        return true;
    }

    private bool TryReadBalance(BalanceConfig balance, ConnectionFacts facts)
    {
        if (balance.Key is null) return true;
        var status = SampleEvaluator.Evaluate(balance.Key, facts, out var value);
        if (status == SampleStatus.Found) BalanceKey = (IsText(balance) ? value.AsText() : value.AsBytes()).ToArray();
        return status != SampleStatus.NeedMoreData;
    }

    private static bool IsText(BalanceConfig balance) =>
        balance.Algorithm is BalanceAlgorithm.Crc32Walk or BalanceAlgorithm.Ketama || balance.HashFunction == HashFunction.None;
}
