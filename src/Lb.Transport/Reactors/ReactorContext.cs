namespace Lb.Transport.Reactors;

/// <summary>Brings the stages of a connection back to its reactor's thread, whatever they waited for.</summary>
internal sealed class ReactorContext(ReactorWork work) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state) => work.Post(d, state);

    public override SynchronizationContext CreateCopy() => this;
}
