using System.Text.RegularExpressions;
using Lb.EndToEnd.Tests.Brokers;
using Lb.EndToEnd.Tests.Processes;

namespace Lb.EndToEnd.Tests.Guides;

/// <summary>A guide's own config with the addresses, the port and the certificate of a test in it, and nothing else changed.</summary>
internal static class GuideConfig
{
    public static string Rewrite(string name, int port, TestFolder folder, IReadOnlyList<TestBroker> brokers)
    {
        var text = Repository.Config(name)
            .Replace("192.168.0.2:1883", $"127.0.0.1:{brokers[0].Port}", StringComparison.Ordinal)
            .Replace("192.168.0.3:1883", $"127.0.0.1:{brokers[1].Port}", StringComparison.Ordinal)
            .Replace("*:8883", $"*:{port}", StringComparison.Ordinal)
            .Replace("listen 8883", $"listen {port}", StringComparison.Ordinal)
            .Replace("/etc/ssl/emqttd/emq.pem", folder.ServerBundle, StringComparison.Ordinal);
        text = Regex.Replace(text, "/etc/(emqttd|cp7)/certs/cert.pem", folder.ServerChain);
        return Regex.Replace(text, "/etc/(emqttd|cp7)/certs/key.pem", folder.ServerKey);
    }
}
