using System.Net;
using System.Text;
using Lb.Configuration.Model;

namespace Lb.Core.Samples;

/// <summary>Converters of samples (HAProxy manual 7.3.1).</summary>
internal static class SampleConverters
{
    public static SampleStatus Apply(SampleConverter converter, ConnectionFacts facts, SampleValue input, out SampleValue value)
    {
        value = default;
        switch (converter)
        {
            case SampleConverter.Lower:
                return Found(SampleValue.Of(ChangeCase(input, lower: true)), out value);
            case SampleConverter.Upper:
                return Found(SampleValue.Of(ChangeCase(input, lower: false)), out value);
            case SampleConverter.Length:
                return Found(SampleValue.Of((long)input.AsText().Length), out value);
            case SampleConverter.Hex:
                return Found(SampleValue.Of(Convert.ToHexString(input.AsBytes().Span)), out value);
            case SampleConverter.AddressMask mask:
                return input.TryAsAddress(out var address) ? Found(SampleValue.Of(Mask(address, mask)), out value) : SampleStatus.Absent;
            case SampleConverter.Field field:
                return TextField.TryCut(input.AsText(), field, out var cut) ? Found(SampleValue.Of(cut), out value) : SampleStatus.Absent;
            default:
                return MqttSamples.Apply(converter, facts, input, out value);
        }
    }

    private static ReadOnlyMemory<byte> ChangeCase(SampleValue input, bool lower)
    {
        var text = input.AsText();
        var changed = new byte[text.Length];
        if (lower) Ascii.ToLower(text.Span, changed, out _);
        else Ascii.ToUpper(text.Span, changed, out _);
        return changed;
    }

    private static IPAddress Mask(IPAddress address, SampleConverter.AddressMask mask)
    {
        var bytes = address.GetAddressBytes();
        var kept = bytes.Length == 4 ? mask.V4PrefixLength : mask.V6PrefixLength;
        for (var i = 0; i < bytes.Length; i++)
        {
            var bits = Math.Clamp(kept - (i * 8), 0, 8);
            bytes[i] &= (byte)(0xFF << (8 - bits));
        }

        return new IPAddress(bytes);
    }

    private static SampleStatus Found(SampleValue found, out SampleValue value)
    {
        value = found;
        return SampleStatus.Found;
    }
}
