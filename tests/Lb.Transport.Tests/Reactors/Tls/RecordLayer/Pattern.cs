namespace Lb.Transport.Tests.Reactors.Tls.RecordLayer;

/// <summary>Bytes in which each piece can be told from its neighbours.</summary>
internal static class Pattern
{
    public static byte[] Of(int length)
    {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++) bytes[i] = (byte)(i ^ (i >> 8) ^ 0x5A);
        return bytes;
    }
}
