namespace Lb.Transport.Reactors.Tls;

/// <summary>What the reactor asks of the TLS library for a connection whose handshake is done. Reading takes from the connection's socket; what is to be
/// sent collects in an output that all connections of the reactor share, so it must be taken before another connection's turn. A structure
/// implements it; tests bring a library of their own.</summary>
internal unsafe interface ITlsCalls
{
    /// <summary>Lets a connection that stays go on with less than its handshake needed.</summary>
    /// <param name="tls">What it is called; may be another number afterwards.</param>
    /// <param name="leg">Its leg.</param>
    /// <returns>False when it cannot be done now, but may be later.</returns>
    bool TrySettle(ref nint tls, Records.LegRecord* leg);

    /// <summary>Bytes read, or an <see cref="Sockets.IoResult"/>. May leave something in the output whatever it returns.</summary>
    int Read(nint tls, byte* buffer, int size);

    /// <summary>Whether bytes of the socket wait inside: the socket will not announce them again.</summary>
    bool HoldsInput(nint tls);

    /// <summary>Encrypts all of the bytes into the output.</summary>
    /// <returns>False where the connection is beyond use.</returns>
    bool Write(nint tls, byte* bytes, int length);

    /// <summary>Puts the notice that nothing more comes into the output, or leaves it to <see cref="TryFinish"/>.</summary>
    void WriteCloseNotice(nint tls);

    /// <summary>All output has left, and FIN is next: sends the notice, where it does not go through the output.</summary>
    /// <returns>False where FIN must wait, since it would overtake something: to be asked again a little later.</returns>
    bool TryFinish(nint tls);

    /// <summary>Whether the notice has still to be sent by <see cref="TryFinish"/>: a connection that ends before is cut short.</summary>
    bool OwesNotice(nint tls);

    /// <summary>Takes all that is in the output.</summary>
    /// <param name="length">Its bytes; 0 = the output is empty.</param>
    /// <returns>Where it lies until the next call.</returns>
    byte* TakeOutput(out int length);

    /// <summary>Empties the output, unsent.</summary>
    void DiscardOutput();

    /// <summary>Frees the connection.</summary>
    void Free(nint tls);
}
