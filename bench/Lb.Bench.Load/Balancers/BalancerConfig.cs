using System.Globalization;
using System.Net;

namespace Lb.Bench.Load.Balancers;

/// <summary>Writes a balancer's configuration from its embedded template.</summary>
internal static class BalancerConfig
{
    public static void Write(
        string path, Balancer balancer, BindAddresses binds, IReadOnlyList<IPEndPoint> brokers, BenchCertificates certificates, int threads)
    {
        using var resource = typeof(BalancerConfig).Assembly.GetManifestResourceStream(balancer.Template)!;
        using var reader = new StreamReader(resource);
        string text = reader.ReadToEnd()
            .Replace("{{folder}}", Path.GetDirectoryName(path), StringComparison.Ordinal)
            .Replace("{{threads}}", threads.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{{plain_port}}", binds.Plain.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{{plain}}", binds.Plain.ToString(), StringComparison.Ordinal)
            .Replace("{{tls_ecdsa}}", binds.TlsEcdsa.ToString(), StringComparison.Ordinal)
            .Replace("{{tls_rsa}}", binds.TlsRsa.ToString(), StringComparison.Ordinal)
            .Replace("{{sticky}}", binds.Sticky.ToString(), StringComparison.Ordinal)
            .Replace("{{ecdsa_pem}}", certificates.EcdsaPem, StringComparison.Ordinal)
            .Replace("{{rsa_pem}}", certificates.RsaPem, StringComparison.Ordinal);
        for (int i = 0; i < brokers.Count; i++)
            text = text.Replace($"{{{{broker{i + 1}}}}}", brokers[i].ToString(), StringComparison.Ordinal);
        File.WriteAllText(path, text);
    }
}
