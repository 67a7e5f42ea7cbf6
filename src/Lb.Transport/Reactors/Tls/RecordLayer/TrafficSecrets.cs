using System.Security.Cryptography;

namespace Lb.Transport.Reactors.Tls.RecordLayer;

/// <summary>What a handshake of TLS 1.3 tells of its application keys, in unmanaged memory beside its SSL*: the secrets, and how many records were
/// protected with them since.</summary>
internal unsafe struct TrafficSecrets
{
    /// <summary>Bytes of the longest secret.</summary>
    public const int MostLength = 48;

    /// <summary>Whether the kernel is to have them, if it takes them.</summary>
    public bool AreForKernel;

    /// <summary>Records of the client since its secret came.</summary>
    public ulong Read { get; private set; }

    /// <summary>Records for the client since our secret came.</summary>
    public ulong Written { get; private set; }

    private fixed byte _client[MostLength];
    private fixed byte _server[MostLength];
    private int _clientLength;
    private int _serverLength;

    /// <summary>Secret of the client's records; empty before it is known.</summary>
    public ReadOnlySpan<byte> Client
    {
        get
        {
            fixed (byte* bytes = _client) return new ReadOnlySpan<byte>(bytes, _clientLength);
        }
    }

    /// <summary>Secret of our records; empty before it is known.</summary>
    public ReadOnlySpan<byte> Server
    {
        get
        {
            fixed (byte* bytes = _server) return new ReadOnlySpan<byte>(bytes, _serverLength);
        }
    }

    /// <summary>Whether both are known.</summary>
    /// <param name="length">Bytes that a secret has.</param>
    public readonly bool IsComplete(int length) => _clientLength == length && _serverLength == length;

    /// <summary>Takes the secret of the client's records, in the moment in which its key comes into use.</summary>
    public void NoteClient(ReadOnlySpan<byte> secret)
    {
        fixed (byte* bytes = _client) _clientLength = Keep(secret, bytes);
        Read = 0;
    }

    /// <summary>Takes the secret of our records, in the moment in which its key comes into use.</summary>
    public void NoteServer(ReadOnlySpan<byte> secret)
    {
        fixed (byte* bytes = _server) _serverLength = Keep(secret, bytes);
        Written = 0;
    }

    /// <summary>Counts a record.</summary>
    public void Count(bool isWritten)
    {
        if (isWritten) Written++;
        else Read++;
    }

    /// <summary>Forgets all.</summary>
    public void Wipe()
    {
        _clientLength = _serverLength = 0;
        fixed (byte* bytes = _client) CryptographicOperations.ZeroMemory(new Span<byte>(bytes, MostLength));
        fixed (byte* bytes = _server) CryptographicOperations.ZeroMemory(new Span<byte>(bytes, MostLength));
    }

    private static int Keep(ReadOnlySpan<byte> secret, byte* bytes)
    {
        if (secret.Length > MostLength) return 0;
        secret.CopyTo(new Span<byte>(bytes, MostLength));
        return secret.Length;
    }
}
