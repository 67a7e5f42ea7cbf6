using System.Collections.Frozen;
using System.Collections.Immutable;
using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Samples;

/// <summary>The sample fetches that this version has; one row each (HAProxy manual 7.3).</summary>
internal static class FetchKeywords
{
    /// <summary>Rows in the order of the reference.</summary>
    public static ImmutableArray<FetchKeyword> All { get; } =
    [
        Plain("src", SampleType.Address, "client's address, from the PROXY header where one was accepted", new SampleFetch.Source()),
        Plain("src_port", SampleType.Integer, "client's port", new SampleFetch.SourcePort()),
        Plain("dst", SampleType.Address, "address that the client connected to", new SampleFetch.Destination()),
        Plain("dst_port", SampleType.Integer, "port that the client connected to", new SampleFetch.DestinationPort()),
        Plain("ssl_fc", SampleType.Boolean, "true when the client uses TLS", new SampleFetch.IsTls()),
        Plain("ssl_fc_sni", SampleType.Text, "name that the client asked for in its TLS handshake", new SampleFetch.ServerName()),
        Plain("ssl_c_used", SampleType.Boolean, "true when the client gave a certificate", new SampleFetch.HasClientCertificate()),
        new("ssl_c_s_dn", "cn", SampleType.Text, "common name of the client's certificate", CommonName),
        new("req.payload", "<offset>,<length>", SampleType.Bytes, "what the client sent first; length 0 = all of it", Payload),
        new("payload", "<offset>,<length>", SampleType.Bytes, "older name of `req.payload`", Payload),
        Plain("req.len", SampleType.Integer, "bytes received and not yet forwarded", new SampleFetch.PayloadLength()),
        Plain("req_len", SampleType.Integer, "older name of `req.len`", new SampleFetch.PayloadLength()),
        new("var", "<name>", SampleType.Any, "variable set by `set-var`; the name starts with a scope such as `sess.`", Variable),
        new("str", "<text>", SampleType.Text, "the text itself", a => a.Take(1, 1) ? new SampleFetch.TextConstant(a.Text(0)) : null),
        new("int", "<number>", SampleType.Integer, "the number itself",
            a => a.Take(1, 1) ? new SampleFetch.IntegerConstant(a.Integer(0, long.MinValue, long.MaxValue)) : null),
        new("bool", "<true|false|1|0>", SampleType.Boolean, "the value itself", Boolean),
        Plain("always_true", SampleType.Boolean, "true", new SampleFetch.BooleanConstant(true)),
        Plain("always_false", SampleType.Boolean, "false", new SampleFetch.BooleanConstant(false)),
        Plain("path", SampleType.Text, "path of an HTTP request, on statistics frontends", new SampleFetch.Path()),
    ];

    /// <summary>Rows by name.</summary>
    public static FrozenDictionary<string, FetchKeyword> ByName { get; } = All.ToFrozenDictionary(row => row.Name);

    private static FetchKeyword Plain(string name, SampleType output, string documentation, SampleFetch fetch) =>
        new(name, "", output, documentation, arguments => arguments.Take(0, 0) ? fetch : null);

    private static SampleFetch? Payload(SampleArguments arguments) => arguments.Take(2, 2)
        ? new SampleFetch.Payload((int)arguments.Integer(0, 0, int.MaxValue), (int)arguments.Integer(1, 0, int.MaxValue))
        : null;

    private static SampleFetch? CommonName(SampleArguments arguments)
    {
        if (arguments.Count == 1 && arguments.Text(0).Equals("cn", StringComparison.OrdinalIgnoreCase))
            return new SampleFetch.ClientCommonName();
        arguments.Error("this version knows only ssl_c_s_dn(cn), the common name.");
        return null;
    }

    private static SampleFetch? Variable(SampleArguments arguments)
    {
        if (!arguments.Take(1, 1))
            return null;
        if (VariableName.Problem(arguments.Text(0)) is not { } problem)
            return new SampleFetch.Variable(arguments.Text(0));
        arguments.Error(problem);
        return null;
    }

    private static SampleFetch? Boolean(SampleArguments arguments)
    {
        if (arguments.Count == 1 && arguments.Text(0) is "true" or "1" or "false" or "0")
            return new SampleFetch.BooleanConstant(arguments.Text(0) is "true" or "1");
        arguments.Error("takes one of true, false, 1 and 0.");
        return null;
    }
}
