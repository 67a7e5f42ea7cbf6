namespace Lb.Bench.Load.Clients;

/// <summary>How a client moves bytes to the balancer. Every call is non-blocking and returns a count or a <see cref="Loop.IoResult"/>.</summary>
internal interface IClientLeg
{
    /// <returns>A positive number once bytes may be sent.</returns>
    int Handshake();

    int Read(Span<byte> buffer);

    int Write(ReadOnlySpan<byte> buffer);

    /// <summary>Ends the leg in order and frees it, the descriptor too. Called once.</summary>
    void Close();
}
