using System.Collections.Immutable;

namespace Lb.Configuration.Model;

/// <summary>Where a sample comes from; closed: the nested records are all there are. Names are HAProxy's (manual 7.3).</summary>
public abstract record SampleFetch
{
    private SampleFetch()
    {
    }

    /// <summary><c>src</c>: the client's address, from the PROXY header where one was accepted.</summary>
    public sealed record Source : SampleFetch;

    /// <summary><c>src_port</c>.</summary>
    public sealed record SourcePort : SampleFetch;

    /// <summary><c>dst</c>: the address that the client connected to.</summary>
    public sealed record Destination : SampleFetch;

    /// <summary><c>dst_port</c>.</summary>
    public sealed record DestinationPort : SampleFetch;

    /// <summary><c>ssl_fc</c>: whether the client leg is TLS.</summary>
    public sealed record IsTls : SampleFetch;

    /// <summary><c>ssl_fc_sni</c>: the name that the client asked for; absent without one.</summary>
    public sealed record ServerName : SampleFetch;

    /// <summary><c>ssl_c_used</c>: whether the client gave a certificate.</summary>
    public sealed record HasClientCertificate : SampleFetch;

    /// <summary><c>ssl_c_s_dn(cn)</c>: common name of the client's certificate; absent without one.</summary>
    public sealed record ClientCommonName : SampleFetch;

    /// <summary><c>req.payload(OFFSET,LENGTH)</c>: what the client sent; length 0 = up to the last byte received.</summary>
    public sealed record Payload(int Offset, int Length) : SampleFetch;

    /// <summary><c>req.len</c>: bytes received and not yet forwarded.</summary>
    public sealed record PayloadLength : SampleFetch;

    /// <summary><c>var(NAME)</c>; the name keeps its scope.</summary>
    public sealed record Variable(string Name) : SampleFetch;

    /// <summary><c>str(TEXT)</c>.</summary>
    public sealed record TextConstant(string Value) : SampleFetch;

    /// <summary><c>int(N)</c>.</summary>
    public sealed record IntegerConstant(long Value) : SampleFetch;

    /// <summary><c>bool(B)</c>, <c>always_true</c>, <c>always_false</c>.</summary>
    public sealed record BooleanConstant(bool Value) : SampleFetch;

    /// <summary><c>path</c> of an HTTP request.</summary>
    public sealed record Path : SampleFetch;

    /// <summary>Text of several parts in a row; an absent part adds nothing.</summary>
    public sealed record Concatenation(ImmutableArray<SampleExpression> Parts) : SampleFetch;
}
