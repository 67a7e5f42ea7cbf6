using System.Text;
using System.Text.Encodings.Web;
using System.Xml;

namespace Lb.Admin.Statistics;

/// <summary>Text for elements and attributes of the page.</summary>
internal static class HtmlText
{
    /// <summary>Escapes what HTML gives a meaning to; characters that XML cannot hold become U+FFFD.</summary>
    public static string Of(string text) => HtmlEncoder.Default.Encode(Representable(text));

    private static string Representable(string text)
    {
        if (text.All(XmlConvert.IsXmlChar)) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var character in text) clean.Append(XmlConvert.IsXmlChar(character) ? character : '\uFFFD');
        return clean.ToString();
    }
}
