using System.Collections.Frozen;
using System.Collections.Immutable;
using Lb.Configuration.Model;

namespace Lb.Configuration.Nginx.Values;

/// <summary>Text with nginx variables, such as the key of <c>hash</c>.</summary>
internal static class NginxVariables
{
    private static readonly FrozenDictionary<string, SampleExpression> Known = new[]
    {
        Plain("remote_addr", new SampleFetch.Source()),
        Plain("remote_port", new SampleFetch.SourcePort()),
        Plain("proxy_protocol_addr", new SampleFetch.Source()),
        Plain("proxy_protocol_port", new SampleFetch.SourcePort()),
        Plain("server_addr", new SampleFetch.Destination()),
        Plain("server_port", new SampleFetch.DestinationPort()),
        Plain("ssl_server_name", new SampleFetch.ServerName()),
        Plain("protocol", new SampleFetch.TextConstant("TCP")),
        Connect("mqtt_preread_clientid", "client_identifier"),
        Connect("mqtt_preread_username", "username"),
    }.ToFrozenDictionary(e => e.Text[1..]);

    /// <summary>Names that can be used, with their dollar sign.</summary>
    public static IEnumerable<string> Names => Known.Values.Select(e => e.Text).Order(StringComparer.Ordinal);

    /// <summary>Reads text with variables into a sample.</summary>
    /// <param name="text">Text, with <c>$name</c> or <c>${name}</c> in it.</param>
    /// <param name="unknown">On failure: the variable that is not known, with its dollar sign.</param>
    /// <returns>Null on failure.</returns>
    public static SampleExpression? TryParse(string text, out string unknown)
    {
        var parts = ImmutableArray.CreateBuilder<SampleExpression>();
        var position = 0;
        unknown = "";
        while (position < text.Length)
        {
            var dollar = text.IndexOf('$', position);
            if (dollar != position)
            {
                var constant = dollar < 0 ? text[position..] : text[position..dollar];
                parts.Add(new SampleExpression(new SampleFetch.TextConstant(constant), [], constant));
                position += constant.Length;
                continue;
            }

            var name = ReadName(text, ref position);
            if (!Known.TryGetValue(name, out var variable))
            {
                unknown = "$" + name;
                return null;
            }

            parts.Add(variable);
        }

        return parts.Count == 1
            ? parts[0] with { Text = text }
            : new SampleExpression(new SampleFetch.Concatenation(parts.ToImmutable()), [], text);
    }

    /// <summary>The name behind the dollar sign at <paramref name="position"/>, which moves behind it; a bad name comes out as written and is not known.</summary>
    private static string ReadName(string text, ref int position)
    {
        var start = position + 1;
        if (start < text.Length && text[start] == '{')
        {
            var close = text.IndexOf('}', start);
            position = close < 0 ? text.Length : close + 1;
            return close < 0 ? text[start..] : text[(start + 1)..close];
        }

        var end = start;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_')) end++;
        position = end;
        return text[start..end];
    }

    private static SampleExpression Plain(string name, SampleFetch fetch) => new(fetch, [], "$" + name);

    private static SampleExpression Connect(string name, string field) =>
        new(new SampleFetch.Payload(0, 0), [new SampleConverter.MqttFieldValue("connect", field)], "$" + name);
}
