using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Net;
using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Conditions;

/// <summary>Acls that exist without being written (HAProxy manual 7.4).</summary>
internal static class PredefinedAcls
{
    /// <summary>Those that this version has, each with its one test; <c>FALSE</c> never holds.</summary>
    public static FrozenDictionary<string, AclTest> All { get; } = new Dictionary<string, AclTest>
    {
        ["TRUE"] = Boolean(true),
        ["FALSE"] = Boolean(false),
        ["LOCALHOST"] = new(
            new SampleExpression(new SampleFetch.Source(), [], "src"),
            MatchMethod.Address,
            [Network(IPAddress.Parse("127.0.0.0"), 8), Network(IPAddress.IPv6Loopback, 128)],
            IgnoreCase: false),
        ["REQ_CONTENT"] = new(
            new SampleExpression(new SampleFetch.PayloadLength(), [], "req.len"),
            MatchMethod.Integer,
            [new AclPattern.Range(1, null)],
            IgnoreCase: false),
    }.ToFrozenDictionary();

    /// <summary>Those of HAProxy that this version does not have yet.</summary>
    public static ImmutableArray<string> Unbuilt { get; } =
    [
        "WAIT_END", "HTTP", "HTTP_1.0", "HTTP_1.1", "HTTP_2.0", "HTTP_CONTENT", "HTTP_URL_ABS", "HTTP_URL_SLASH", "HTTP_URL_STAR",
        "METH_CONNECT", "METH_DELETE", "METH_GET", "METH_HEAD", "METH_OPTIONS", "METH_POST", "METH_PUT", "METH_TRACE", "RDP_COOKIE",
    ];

    private static AclTest Boolean(bool value) =>
        new(new SampleExpression(new SampleFetch.BooleanConstant(value), [], value ? "always_true" : "always_false"), MatchMethod.Boolean,
            [], false);

    private static AclPattern.Network Network(IPAddress address, int prefix) => new(new IPNetwork(address, prefix));
}
