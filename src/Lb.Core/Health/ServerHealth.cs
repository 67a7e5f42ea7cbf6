namespace Lb.Core.Health;

/// <summary>Rise and fall of one server: a single count from 0 to rise + fall - 1, up from rise on.</summary>
/// <remarks>A server starts up with the count at rise, so that its first check decides: one failure takes it down, one success makes it
/// fully up. Not safe for concurrent use; a server's checks follow each other.</remarks>
public sealed class ServerHealth
{
    private readonly int _rise;
    private readonly int _fall;

    /// <summary>Health of a server that was never checked.</summary>
    /// <param name="rise">Passed checks in a row that bring it up, at least 1.</param>
    /// <param name="fall">Failed checks in a row that take it down, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is less than 1.</exception>
    public ServerHealth(int rise, int fall)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rise, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(fall, 1);
        _rise = rise;
        _fall = fall;
        Count = rise;
    }

    /// <summary>The count, 0 to rise + fall - 1.</summary>
    public int Count { get; private set; }

    /// <summary>Whether a check has ended yet.</summary>
    public bool IsChecked { get; private set; }

    /// <summary>Whether the server counts as up.</summary>
    public bool IsUp => Count >= _rise;

    /// <summary>Up, and no failure since the last success.</summary>
    public bool IsFullyUp => Count == _rise + _fall - 1;

    /// <summary>Down, and no success since the last failure.</summary>
    public bool IsFullyDown => Count == 0;

    /// <summary>The state as HAProxy's statistics show it: <c>UP</c>, <c>UP 1/2</c>, <c>DOWN</c>, <c>DOWN 2/5</c>.</summary>
    public string Display
    {
        get
        {
            if (IsUp) return IsFullyUp || !IsChecked ? "UP" : $"UP {Progress}";
            return IsFullyDown ? "DOWN" : $"DOWN {Progress}";
        }
    }

    /// <summary>Steps gone and steps needed, for example <c>1/2</c>: of the way down while up, of the way up while down.</summary>
    public string Progress => IsUp ? $"{Count - _rise + 1}/{_fall}" : $"{Count}/{_rise}";

    /// <summary>Counts one result.</summary>
    public HealthChange Apply(bool passed)
    {
        var wasUp = IsUp;
        var before = Count;
        Count = passed ? AfterSuccess() : AfterFailure();
        IsChecked = true;
        if (IsUp != wasUp) return IsUp ? HealthChange.WentUp : HealthChange.WentDown;
        return Count == before ? HealthChange.None : HealthChange.Counted;
    }

    private int AfterSuccess()
    {
        var full = _rise + _fall - 1;
        return Count + 1 >= _rise ? full : Count + 1;
    }

    private int AfterFailure() => Count - 1 < _rise ? 0 : Count - 1;
}
