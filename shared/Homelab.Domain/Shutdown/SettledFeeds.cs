using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>
/// The feeds as they really last, reckoned again only where something was said anew: every beat of every node asks, and what moves from feed
/// to feed is reckoned over all that hangs on them.
/// </summary>
internal sealed class SettledFeeds
{
    private LabConfig? _lab;
    private ImmutableArray<FeedAssessment> _told = [];
    private ImmutableArray<FeedAssessment> _settled = [];

    public ImmutableArray<FeedAssessment> Of(LabConfig lab, ImmutableArray<FeedAssessment> feeds)
    {
        if (!ReferenceEquals(lab, _lab) || (feeds != _told && !feeds.SequenceEqual(_told)))
        {
            (_lab, _told, _settled) = (lab, feeds, FeedEnds.Settle(lab, feeds).Feeds);
        }

        return _settled;
    }
}
