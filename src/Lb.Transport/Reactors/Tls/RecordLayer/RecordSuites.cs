namespace Lb.Transport.Reactors.Tls.RecordLayer;

/// <summary>The cipher suites of one reactor, made when the first connection has them.</summary>
internal sealed class RecordSuites : IDisposable
{
    private RecordSuite? _aes128;
    private RecordSuite? _aes256;
    private RecordSuite? _chaCha20;

    /// <summary>Connections that have them.</summary>
    public int Users { get; set; }

    /// <summary>The suite with a number; null for those that are not worked with here.</summary>
    public RecordSuite? Of(ushort number)
    {
        var suite = number switch
        {
            0x1301 => _aes128 ??= RecordSuite.Aes128(),
            0x1302 => _aes256 ??= RecordSuite.Aes256(),
            0x1303 => _chaCha20 ??= RecordSuite.ChaCha20(),
            _ => null,
        };
        return suite is { IsUsable: true } ? suite : null;
    }

    public void Dispose()
    {
        _aes128?.Dispose();
        _aes256?.Dispose();
        _chaCha20?.Dispose();
    }
}
