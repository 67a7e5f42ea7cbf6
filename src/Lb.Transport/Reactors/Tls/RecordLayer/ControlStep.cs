namespace Lb.Transport.Reactors.Tls.RecordLayer;

/// <summary>What a record means for the connection.</summary>
internal enum ControlStep : byte
{
    /// <summary>Data: for the relay.</summary>
    Data,

    /// <summary>Nothing more to do.</summary>
    Done,

    /// <summary>The client's next key begins.</summary>
    KeyChange,

    /// <summary>The same, and it wants the same of us.</summary>
    KeyChanges,

    /// <summary>It broke the protocol.</summary>
    Failure,
}
