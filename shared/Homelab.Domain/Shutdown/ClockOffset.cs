namespace Homelab.Domain.Shutdown;

/// <summary>
/// The difference between our clock and an agent's, by the beats that travelled fastest. Only the last minutes count: two clocks drift
/// apart, and a boot lasts for months.
/// </summary>
internal sealed class ClockOffset
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private long _present = long.MaxValue;
    private long _before = long.MaxValue;
    private Moment _since;

    public void Clear() => (_present, _before) = (long.MaxValue, long.MaxValue);

    public void Learn(Moment sentAt, Moment now)
    {
        if (_present == long.MaxValue)
        {
            _since = now;
        }
        else if (now - _since >= Window)
        {
            // Two halves, so that there is always one to go by.
            (_before, _present, _since) = (now - _since < 2 * Window ? _present : long.MaxValue, long.MaxValue, now);
        }

        _present = Math.Min(_present, now.Nanoseconds - sentAt.Nanoseconds);
    }

    public Moment ToOurs(Moment agents) => new(agents.Nanoseconds + Math.Min(_present, _before));
}
