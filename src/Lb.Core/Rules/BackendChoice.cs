using Lb.Core.Samples;
using Lb.Core.State;

namespace Lb.Core.Rules;

/// <summary>Chooses the backend of a connection: the first <c>use_backend</c> whose condition holds, else <c>default_backend</c>.</summary>
public static class BackendChoice
{
    /// <summary>Chooses.</summary>
    /// <param name="frontend">Where the connection arrived.</param>
    /// <param name="facts">The connection.</param>
    /// <param name="backend">The backend; null where the frontend has none for this connection.</param>
    /// <returns>False while a condition needs more data; never once <see cref="ConnectionFacts.PayloadComplete"/> is set.</returns>
    public static bool TryChoose(FrontendState frontend, ConnectionFacts facts, out BackendState? backend)
    {
        ArgumentNullException.ThrowIfNull(frontend);
        backend = frontend.DefaultBackend;
        foreach (var (rule, chosen) in frontend.UseBackends)
        {
            var condition = ConditionEvaluator.Evaluate(rule.Condition, facts);
            if (condition == ConditionResult.NeedMoreData) return false;
            if (condition == ConditionResult.Fails) continue;
            backend = chosen;
            return true;
        }

        return true;
    }
}
