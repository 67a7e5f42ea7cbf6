namespace Lb.Configuration.HaProxy.Keywords;

/// <summary>Names of sections and servers (HAProxy manual 4).</summary>
internal static class SectionName
{
    /// <summary>What is wrong with a name; null = nothing.</summary>
    public static string? Problem(string name)
    {
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.' or ':'))
                return $"the name '{name}' contains '{c}'; names have letters, digits, '-', '_', '.' and ':' only.";
        }

        return null;
    }
}
