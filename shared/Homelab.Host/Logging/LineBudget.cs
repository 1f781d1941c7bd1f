using Homelab.Domain;

namespace Homelab.Host.Logging;

/// <summary>
/// Lets a burst of lines of one event through, then one each refill period, and counts what it held back. Not thread-safe: the
/// provider calls it under its own lock.
/// </summary>
public sealed class LineBudget(int burst, TimeSpan refill)
{
    private const int EventsMax = 1000;

    private readonly Dictionary<(string Category, int Event, string Text), Bucket> _buckets = [];

    /// <summary>Whether the line may be written; <paramref name="suppressed"/> are the lines of this event held back since the last one.</summary>
    public bool TryTake(string category, int eventId, string template, Moment now, out long suppressed)
    {
        var key = (category, eventId, eventId == 0 ? template : "");
        if (!_buckets.TryGetValue(key, out var bucket))
        {
            if (_buckets.Count >= EventsMax)
            {
                // So many different events are a fault of the program; forgetting the counts costs a few more lines.
                _buckets.Clear();
            }

            bucket = new Bucket { Tokens = burst, FilledAt = now };
            _buckets.Add(key, bucket);
        }

        var due = (long)((now - bucket.FilledAt) / refill);
        if (due > 0)
        {
            bucket.Tokens = (int)Math.Min(burst, bucket.Tokens + due);
            bucket.FilledAt += due * refill;
        }

        if (bucket.Tokens == 0)
        {
            bucket.Suppressed++;
            suppressed = 0;
            return false;
        }

        bucket.Tokens--;
        suppressed = bucket.Suppressed;
        bucket.Suppressed = 0;
        return true;
    }

    private sealed class Bucket
    {
        public int Tokens { get; set; }

        public Moment FilledAt { get; set; }

        public long Suppressed { get; set; }
    }
}
