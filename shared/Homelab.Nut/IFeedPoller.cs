using Homelab.Domain;
using Homelab.Domain.Power;

namespace Homelab.Nut;

/// <summary>Reads one UPS, from wherever it is told of.</summary>
public interface IFeedPoller : IAsyncDisposable
{
    /// <summary>One reading. Every failure becomes a value with a sentence.</summary>
    /// <param name="at">Now: a reading is never fresher than its request.</param>
    Task<FeedPoll> PollAsync(Moment at, CancellationToken cancel);
}
