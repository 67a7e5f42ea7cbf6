using Lb.Configuration.Tests.Certificates;

namespace Lb.Configuration.Tests.HaProxy;

/// <summary>Files that examples name.</summary>
public sealed class ExampleFiles : IDisposable
{
    // Group ffdhe2048 of RFC 7919.
    private const string DhParameters = """
        -----BEGIN DH PARAMETERS-----
        MIIBCAKCAQEA//////////+t+FRYortKmq/cViAnPTzx2LnFg84tNpWp4TZBFGQz
        +8yTnc4kmz75fS/jY2MMddj2gbICrsRhetPfHtXV/WVhJDP1H18GbtCFY2VVPe0a
        87VXE15/V8k1mE8McODmi3fipona8+/och3xWKE2rec1MKzKT0g6eXq8CrGCsyT7
        YdEIqUuyyOP7uWrat2DX9GgdT0Kj3jlN9K5W7edjcrsZCwenyO4KbXCeAvzhzffi
        7MA0BM0oNC9hkXL+nOmFg/+OTxIy7vKBg8P+OxtMb61zO7X8vC7CIAXFjvGDfRaD
        ssbzSibBsu/6iGtCOGEoXJf//////////wIBAg==
        -----END DH PARAMETERS-----
        """;

    private readonly PemFolder _folder = new();
    private readonly string _pem;
    private readonly string _ca;
    private readonly string _crl;
    private readonly string _patterns;
    private readonly string _dh;
    private readonly string _tickets;
    private readonly string _fewTickets;
    private readonly string _mixedTickets;

    public ExampleFiles()
    {
        var (certificate, key) = PemFolder.SelfSigned("example.test", "example.test");
        _pem = _folder.Write("crt/server.pem", certificate, key);
        _ca = _folder.Write("ca.pem", certificate);
        _crl = _folder.Write("crl.pem", PemFolder.EmptyRevocationList());
        _dh = _folder.Write("dh.pem", DhParameters);
        var longKey = Convert.ToBase64String(new byte[80]);
        var shortKey = Convert.ToBase64String(new byte[48]);
        _tickets = _folder.Write("tickets", longKey, longKey, longKey, longKey);
        _fewTickets = _folder.Write("tickets.few", longKey, longKey);
        _mixedTickets = _folder.Write("tickets.mixed", longKey, longKey, shortKey);
        _patterns = _folder.Write("patterns", "# two networks", "192.0.2.0/24", "", "198.51.100.0/24");
    }

    public string Path => _folder.Path;

    public string Fill(string line) => line
        .Replace("%PEM%", _pem, StringComparison.Ordinal)
        .Replace("%FOLDER%", System.IO.Path.GetDirectoryName(_pem), StringComparison.Ordinal)
        .Replace("%PATTERNS%", _patterns, StringComparison.Ordinal)
        .Replace("%TICKETS%", _tickets, StringComparison.Ordinal)
        .Replace("%FEW-TICKETS%", _fewTickets, StringComparison.Ordinal)
        .Replace("%MIXED-TICKETS%", _mixedTickets, StringComparison.Ordinal)
        .Replace("%DH%", _dh, StringComparison.Ordinal)
        .Replace("%CRL%", _crl, StringComparison.Ordinal)
        .Replace("%CA%", _ca, StringComparison.Ordinal);

    public string Write(string text) => _folder.Write("lb.cfg", text);

    public void Dispose() => _folder.Dispose();
}
