using System.Text;
using Lb.Configuration.Model;

namespace Lb.Core.Samples;

/// <summary>The converter <c>field(INDEX,DELIMITERS[,COUNT])</c>: cuts fields out of text, counted from either end.</summary>
internal static class TextField
{
    /// <summary>Cuts.</summary>
    /// <returns>False where the text has fewer fields, or the field is empty.</returns>
    public static bool TryCut(ReadOnlyMemory<byte> text, SampleConverter.Field field, out ReadOnlyMemory<byte> cut)
    {
        cut = default;
        var starts = FieldStarts(text.Span, Encoding.UTF8.GetBytes(field.Delimiters));
        var fields = starts.Count - 1;
        var wanted = field.Count == 0 ? fields : field.Count;
        var first = field.Index > 0 ? field.Index - 1 : fields + field.Index;
        if (first < 0 || first >= fields) return false;
        // From the end the count runs towards the beginning: field(-1,.,2) are the last two.
        var last = field.Index > 0 ? Math.Min(first + wanted, fields) - 1 : first;
        if (field.Index < 0) first = Math.Max(first - wanted + 1, 0);
        cut = text[starts[first]..(starts[last + 1] - 1)];
        return !cut.IsEmpty;
    }

    /// <summary>Where each field starts, and one past where another would start.</summary>
    private static List<int> FieldStarts(ReadOnlySpan<byte> text, ReadOnlySpan<byte> delimiters)
    {
        List<int> starts = [0];
        for (var i = 0; i < text.Length; i++)
        {
            if (delimiters.Contains(text[i])) starts.Add(i + 1);
        }

        starts.Add(text.Length + 1);
        return starts;
    }
}
