using Homelab.Domain;

namespace Homelab.Coordinator.Fleet;

/// <summary>How often each of many may try something: a burst at once, and then so many a second.</summary>
public sealed class Tries<TKey>(double perSecond, int burst)
    where TKey : notnull
{
    private const int KeysMax = 500;

    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, TokenBucket> _byKey = [];

    public bool MayTry(TKey key, Moment now)
    {
        lock (_gate)
        {
            // So many different ones are a flood; forgetting gives each a few more tries.
            if (_byKey.Count >= KeysMax)
            {
                _byKey.Clear();
            }

            if (!_byKey.TryGetValue(key, out var bucket))
            {
                _byKey[key] = bucket = new TokenBucket(perSecond, burst, now);
            }

            return bucket.TryTake(now);
        }
    }
}
