using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>Feeds as they really last: with those that others take down (P16) and the load that moves when one is empty (P15).</summary>
internal static class FeedEnds
{
    public static (ImmutableArray<FeedAssessment> Feeds, ImmutableArray<string> Notes) Settle(LabConfig lab, ImmutableArray<FeedAssessment> feeds) =>
        TransferredLoad.Settle(lab, feeds, ForeignClients.Settle(feeds));
}
