namespace Lb.Transport.Reactors.SetUp;

/// <summary>The connections of a reactor that are still being set up, by the slot of their record.</summary>
internal sealed class SetUpTable
{
    private ReactorConnection?[] _bySlot = new ReactorConnection?[64];

    /// <summary>The connection of a slot; null = its set-up is over.</summary>
    public ReactorConnection? this[int slot] => slot < _bySlot.Length ? _bySlot[slot] : null;

    public void Add(int slot, ReactorConnection connection)
    {
        if (slot >= _bySlot.Length) Array.Resize(ref _bySlot, Math.Max(slot + 1, _bySlot.Length * 2));
        _bySlot[slot] = connection;
    }

    public void Remove(int slot) => _bySlot[slot] = null;
}
