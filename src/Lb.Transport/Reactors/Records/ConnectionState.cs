namespace Lb.Transport.Reactors.Records;

/// <summary>Who owns a record.</summary>
internal enum ConnectionState : byte
{
    /// <summary>The set-up stages, through the reactor's <see cref="SetUp.ReactorConnection"/>.</summary>
    SetUp,

    /// <summary>The relay.</summary>
    Relay,
}
