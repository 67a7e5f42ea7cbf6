using Lb.Core.Health;

namespace Lb.Proxy.Checks;

/// <summary>The plain check: being connected is all.</summary>
internal sealed class ConnectDialogue : ICheckDialogue
{
    public CheckStatus Broken => CheckStatus.Layer4Failed;

    public CheckStatus Late => CheckStatus.Layer4Timeout;

    public string? Waiting => null;

    public ValueTask<CheckFinding> TalkAsync(CheckConnection connection)
    {
        // A broker that expects a PROXY header would log a reset in the middle of it as an error.
        if (connection.Settings.ProxyHeader is null) connection.CloseAtOnce();
        return ValueTask.FromResult(new CheckFinding(CheckStatus.Layer4Passed));
    }
}
