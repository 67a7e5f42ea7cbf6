using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Lb.Protocol.Tests.Connect;

/// <summary>One row of vectors/connect-packets.tsv.</summary>
internal sealed partial record ConnectVector(string Name, byte[] Bytes, ParseStatus Verdict, string ErrorLabel, string Fields)
{
    private static readonly Lazy<IReadOnlyDictionary<string, ConnectVector>> ByName = new(Load);

    public static IEnumerable<string> Names => ByName.Value.Keys;

    public static ConnectVector Named(string name) => ByName.Value[name];

    private static Dictionary<string, ConnectVector> Load()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "vectors", "connect-packets.tsv");
        return File.ReadLines(path).Where(line => !line.StartsWith('#')).Select(Parse).ToDictionary(vector => vector.Name);
    }

    private static ConnectVector Parse(string line)
    {
        string[] columns = line.Split('\t');
        ParseStatus verdict = columns[2] switch
        {
            "VALID" => ParseStatus.Complete,
            "INVALID" => ParseStatus.Invalid,
            "NEED_MORE" => ParseStatus.NeedMoreData,
            _ => throw new InvalidDataException(line),
        };
        return new(columns[0], Convert.FromHexString(Expand(columns[1])), verdict, columns[3], Expand(columns[4]));
    }

    private static string Expand(string text) => Repetition().Replace(text, match =>
        new StringBuilder().Insert(0, match.Groups[1].Value, int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)).ToString());

    [GeneratedRegex(@"\{([^*]+)\*(\d+)\}")]
    private static partial Regex Repetition();
}
