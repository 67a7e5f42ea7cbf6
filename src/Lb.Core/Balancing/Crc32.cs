namespace Lb.Core.Balancing;

/// <summary>CRC-32 of IEEE 802.3: reflected, polynomial 0xEDB88320. The register is open so that a sum can go on from a common
/// beginning.</summary>
public static class Crc32
{
    /// <summary>Register before the first byte.</summary>
    public const uint Initial = 0xFFFFFFFF;

    private static readonly uint[] Table = MakeTable();

    /// <summary>Runs <paramref name="data"/> through the register.</summary>
    public static uint Update(uint register, ReadOnlySpan<byte> data)
    {
        var table = Table;
        foreach (var value in data) register = (register >> 8) ^ table[(byte)(register ^ value)];
        return register;
    }

    /// <summary>The sum of everything that went through the register.</summary>
    public static uint Finish(uint register) => ~register;

    /// <summary>The sum of <paramref name="data"/>.</summary>
    public static uint Of(ReadOnlySpan<byte> data) => Finish(Update(Initial, data));

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (uint value = 0; value < 256; value++)
        {
            var entry = value;
            for (var bit = 0; bit < 8; bit++) entry = (entry & 1) == 0 ? entry >> 1 : (entry >> 1) ^ 0xEDB88320;
            table[value] = entry;
        }

        return table;
    }
}
