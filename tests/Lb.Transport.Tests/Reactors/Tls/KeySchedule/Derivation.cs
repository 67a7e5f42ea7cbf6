using System.Runtime.InteropServices;
using System.Text;
using Lb.Transport.Native;

namespace Lb.Transport.Tests.Reactors.Tls.KeySchedule;

/// <summary>One call of TLS13-KDF; what is null is not given.</summary>
internal sealed unsafe record Derivation(int Mode, string Digest)
{
    public const int ExtractOnly = 1;
    public const int ExpandOnly = 2;

    public byte[]? Key { get; init; }

    public byte[]? Salt { get; init; }

    public string? Prefix { get; init; } = "tls13 ";

    public byte[]? Label { get; init; }

    public byte[]? Data { get; init; }

    public int Length { get; init; }

    /// <summary>The bytes; null when it fails.</summary>
    /// <param name="kdf">EVP_KDF*.</param>
    /// <param name="setsFirst">Gives the parameters in a call of their own.</param>
    public byte[]? Run(nint kdf, bool setsFirst = false)
    {
        var output = new byte[Length];
        var memory = new List<nint>();
        var parameters = Parameters(memory);
        var context = LibCrypto.NewKdf(kdf);
        try
        {
            fixed (OpenSslParameter* first = parameters)
            fixed (byte* bytes = output)
            {
                if (setsFirst && LibCrypto.SetKdfParameters(context, first) != 1) return null;
                return LibCrypto.Derive(context, bytes, (nuint)Length, setsFirst ? null : first) == 1 ? output : null;
            }
        }
        finally
        {
            LibCrypto.FreeKdf(context);
            LibCrypto.ClearErrors();
            foreach (var block in memory) NativeMemory.Free((void*)block);
        }
    }

    private OpenSslParameter[] Parameters(List<nint> memory)
    {
        List<OpenSslParameter> parameters =
        [
            Parameter("mode", OpenSslParameter.Number, BitConverter.GetBytes(Mode), memory),
            Parameter("digest", OpenSslParameter.Text, Encoding.ASCII.GetBytes(Digest), memory),
        ];
        AddBytes("key", Key);
        AddBytes("salt", Salt);
        AddBytes("prefix", Prefix is null ? null : Encoding.ASCII.GetBytes(Prefix));
        AddBytes("label", Label);
        AddBytes("data", Data);
        return [.. parameters, default];

        void AddBytes(string name, byte[]? value)
        {
            if (value is not null) parameters.Add(Parameter(name, OpenSslParameter.Bytes, value, memory));
        }
    }

    private static OpenSslParameter Parameter(string name, uint kind, byte[] value, List<nint> memory) => new()
    {
        Name = (byte*)Copy([.. Encoding.ASCII.GetBytes(name), 0], memory),
        Kind = kind,
        Data = Copy([.. value, 0], memory),
        Size = (nuint)value.Length,
    };

    private static void* Copy(byte[] bytes, List<nint> memory)
    {
        var block = NativeMemory.Alloc((nuint)bytes.Length);
        memory.Add((nint)block);
        bytes.CopyTo(new Span<byte>(block, bytes.Length));
        return block;
    }
}
