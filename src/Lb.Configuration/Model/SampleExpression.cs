using System.Collections.Immutable;

namespace Lb.Configuration.Model;

/// <summary>A fetch and its converters, for example <c>req.payload(0,0),mqtt_field_value(connect,client_identifier)</c> (HAProxy manual 7.3).</summary>
/// <param name="Fetch">Where the value comes from.</param>
/// <param name="Converters">Applied from left to right.</param>
/// <param name="Text">As written, for messages.</param>
public sealed record SampleExpression(SampleFetch Fetch, ImmutableArray<SampleConverter> Converters, string Text)
{
    /// <summary>True where the value depends on bytes that the client sends after the set-up of the connection.</summary>
    public bool NeedsPayload => Fetch switch
    {
        SampleFetch.Payload or SampleFetch.PayloadLength => true,
        SampleFetch.Concatenation c => c.Parts.Any(p => p.NeedsPayload),
        _ => false,
    };
}
