using Homelab.Domain;

namespace Homelab.Coordinator.Fleet;

/// <summary>Lets a burst through and then so many a second. Not thread-safe.</summary>
public sealed class TokenBucket(double perSecond, int burst, Moment now)
{
    private double _tokens = burst;
    private Moment _filled = now;

    /// <summary>Takes one; false where none is left.</summary>
    public bool TryTake(Moment now)
    {
        Fill(now);
        if (_tokens < 1)
        {
            return false;
        }

        _tokens--;
        return true;
    }

    /// <summary>Takes so many, into debt where they are not there.</summary>
    public void Spend(double amount, Moment now)
    {
        Fill(now);
        _tokens -= amount;
    }

    /// <summary>Until the next one; zero where one is there.</summary>
    public TimeSpan UntilNext(Moment now)
    {
        Fill(now);
        return _tokens >= 1 ? TimeSpan.Zero : TimeSpan.FromSeconds((1 - _tokens) / perSecond);
    }

    private void Fill(Moment now)
    {
        if (now > _filled)
        {
            _tokens = Math.Min(burst, _tokens + (now - _filled).TotalSeconds * perSecond);
            _filled = now;
        }
    }
}
