using Homelab.Domain;

namespace Homelab.Coordinator.Events;

/// <summary>Lets the same thing be told once a period.</summary>
public sealed class EventThrottle(TimeSpan period)
{
    private const int KeysMax = 500;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Moment> _told = [];

    public bool MayTell(string key, Moment now)
    {
        lock (_gate)
        {
            if (_told.TryGetValue(key, out var told) && now - told < period)
            {
                return false;
            }

            // So many different ones are a flood of their own; forgetting costs a few more lines.
            if (_told.Count >= KeysMax)
            {
                _told.Clear();
            }

            _told[key] = now;
            return true;
        }
    }
}
