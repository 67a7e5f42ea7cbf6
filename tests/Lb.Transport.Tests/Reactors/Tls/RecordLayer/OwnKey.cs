using System.Runtime.InteropServices;
using Lb.Transport.Reactors.Tls.RecordLayer;

namespace Lb.Transport.Tests.Reactors.Tls.RecordLayer;

/// <summary>A <see cref="RecordKey"/> for tests.</summary>
internal sealed unsafe class OwnKey : IDisposable
{
    private readonly RecordKey* _key = (RecordKey*)NativeMemory.AllocZeroed((nuint)sizeof(RecordKey));
    private readonly RecordSuite _suite;

    public OwnKey(RecordSuite suite, byte[] secret, ulong sequence, bool seals)
    {
        _suite = suite;
        Assert.True(_key->TryBegin(suite, secret, sequence, seals));
    }

    public bool Update() => _key->TryUpdate(_suite);

    public byte[] Seal(byte type, byte[] content)
    {
        var record = new byte[content.Length + RecordKey.Overhead];
        fixed (byte* from = content, to = record) Assert.True(_key->TrySeal(type, from, content.Length, to));
        return record;
    }

    /// <summary>Content and type; null when it is refused. Opens in place and elsewhere must be the same, so half of the lengths each.</summary>
    public byte[]? Open(byte[] record)
    {
        var body = record.Length - RecordKey.HeaderLength;
        var copy = (byte[])record.Clone();
        var content = new byte[body];
        fixed (byte* from = copy, to = content)
        {
            var target = body % 2 == 0 ? to : from + RecordKey.HeaderLength;
            if (!_key->TryOpen(from, body, target)) return null;
            return new ReadOnlySpan<byte>(target, body - RecordKey.TagLength).ToArray();
        }
    }

    public void Dispose()
    {
        _key->Free();
        NativeMemory.Free(_key);
    }
}
