using Lb.Core.Health;
using Lb.Core.State;

namespace Lb.Proxy.Tests.Checks;

/// <summary>Results of checks that nobody made.</summary>
internal static class Results
{
    public static void Pass(ServerState server) => server.Backend.Report(server, new CheckResult(CheckStatus.Layer4Passed, null, default));

    public static void Fail(ServerState server) => server.Backend.Report(server, new CheckResult(CheckStatus.Layer4Failed, null, default));
}
