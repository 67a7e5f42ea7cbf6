using System.Collections.Immutable;
using System.Text;

namespace Lb.Configuration.HaProxy.Samples;

/// <summary>One name of a sample expression with its arguments: <c>mqtt_field_value(connect,client_identifier)</c>.</summary>
internal sealed record SampleCall(string Name, ImmutableArray<string> Arguments)
{
    /// <summary>Cuts an expression at its commas. Arguments may be quoted; spaces around them do not count.</summary>
    /// <returns>Null, with the reason, when parentheses or quotes do not close.</returns>
    public static (ImmutableArray<SampleCall>? Calls, string? Error) Split(string text)
    {
        var calls = ImmutableArray.CreateBuilder<SampleCall>();
        var at = 0;
        while (at < text.Length)
        {
            var nameEnd = text.AsSpan(at).IndexOfAny('(', ',');
            var name = (nameEnd < 0 ? text[at..] : text.Substring(at, nameEnd)).Trim();
            at = nameEnd < 0 ? text.Length : at + nameEnd;
            ImmutableArray<string> arguments = [];
            if (at < text.Length && text[at] == '(')
            {
                if (ReadArguments(text, ref at) is not { } read)
                    return (null, $"the parenthesis behind '{name}' is not closed. Add ')'.");
                arguments = read;
            }

            if (at < text.Length && text[at] != ',')
                return (null, $"a comma is missing in front of '{text[at..]}'.");
            at++;
            calls.Add(new SampleCall(name, arguments));
        }

        return (calls.ToImmutable(), null);
    }

    private static ImmutableArray<string>? ReadArguments(string text, ref int at)
    {
        var arguments = ImmutableArray.CreateBuilder<string>();
        var argument = new StringBuilder();
        var quoted = false;
        for (at++; at < text.Length; at++)
        {
            var c = text[at];
            if (c is '"' or '\'')
            {
                var close = text.IndexOf(c, at + 1);
                if (close < 0)
                    return null;
                argument.Append(text, at + 1, close - at - 1);
                quoted = true;
                at = close;
            }
            else if (c == '\\' && at + 1 < text.Length)
            {
                argument.Append(text[++at]);
            }
            else if (c is ',' or ')')
            {
                arguments.Add(quoted ? argument.ToString() : argument.ToString().Trim());
                argument.Clear();
                quoted = false;
                if (c == ')')
                {
                    at++;
                    return arguments is [""] ? [] : arguments.ToImmutable();
                }
            }
            else
            {
                argument.Append(c);
            }
        }

        return null;
    }
}
