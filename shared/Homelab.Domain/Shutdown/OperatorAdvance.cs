using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>What an operator asks for: a cause like power or heat, in the journal with the name, until commit (P30).</summary>
internal static class OperatorAdvance
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Nothing runs: only a shutdown means something.</summary>
    public static void Open(SequenceRound round)
    {
        if (round.Seen.Asked is { Wish: OperatorWish.ShutDown } asked && Scope(round.Seen.Lab, asked) is { IsEmpty: false } feeds)
        {
            round.Add(
                SequenceTransition.OutageOpened,
                $"{asked.Operator} asked to shut down {string.Join(", ", feeds)}",
                entry => entry with
                {
                    Feeds = feeds,
                    Advisory = round.Seen.Lab.Mode == LabMode.Observe,
                    Cause = Cause.Operator,
                    Operator = asked.Operator,
                    Nodes = ReturnTargets.AtOpening(round, feeds),
                });
        }
    }

    public static void Into(SequenceRound round)
    {
        if (round.Seen.Asked is not { } asked || round.State.Operator.Length + asked.Operator.Length == 0)
        {
            return;
        }

        var (transition, what) = asked.Wish switch
        {
            OperatorWish.ShutDown => (SequenceTransition.CauseJoined, "asked to shut down"),
            OperatorWish.Hold => (SequenceTransition.Held, "holds it: nothing is ordered before its latest start"),
            OperatorWish.Release => (SequenceTransition.Released, "lets it go on"),
            _ => (SequenceTransition.CauseGone, "takes the shutdown back"),
        };
        if (MayStill(round, asked.Wish))
        {
            ImmutableArray<string> feeds = asked.Wish == OperatorWish.ShutDown ? Scope(round.Seen.Lab, asked) : [];
            round.Add(transition, $"{asked.Operator} {what}", entry => entry with
            {
                Operator = asked.Operator,
                Cause = asked.Wish is OperatorWish.ShutDown or OperatorWish.Cancel ? Cause.Operator : null,
                Feeds = feeds,
                Nodes = ReturnTargets.StoppedBy(round.Seen.Lab, feeds),
            });
        }
    }

    /// <summary>Feeds that an operator gave up are read as if they had been told to shut down: the plan and the steps are the same for every cause.</summary>
    public static ImmutableArray<FeedAssessment> GivenUp(OutageState state, ImmutableArray<FeedAssessment> feeds) =>
        state.AskedFeeds.IsEmpty ? feeds : [.. feeds.Select(feed => state.AskedFeeds.Contains(feed.Feed) ? GivenUp(state, feed) : feed)];

    private static FeedAssessment GivenUp(OutageState state, FeedAssessment feed)
    {
        var fired = feed.Fired.Add(new FiredTrigger(FiredTrigger.Operator, state.Feeds.GetValueOrDefault(feed.Feed, state.Began), $"{state.Operator} asked to shut down {feed.Feed}"));
        return feed.IsDying
            ? feed with { Fired = fired }
            : feed with
            {
                Condition = FeedCondition.ForcedShutdown,
                IsGivenUp = true,
                Fired = fired,
                OnBatterySince = state.Feeds.GetValueOrDefault(feed.Feed, state.Began),
                OnLineSince = null,
                // Nothing ends by itself: what is not ordered stays, also while it is held or taken back.
                Runtime = Day,
                RuntimeBasis = "of no use: an operator gave the feed up, not its battery",
                WorstRuntime = null,
            };
    }

    /// <summary>Joining never comes too late. To hold or to take back ends with the commit of what it is about.</summary>
    private static bool MayStill(SequenceRound round, OperatorWish wish) => wish switch
    {
        OperatorWish.ShutDown => round.State.Causes.All(running => Takeover.Judge(running, Cause.Operator) is TakeoverVerdict.Merge or TakeoverVerdict.Replace),
        OperatorWish.Cancel => round.State.Causes.Contains(Cause.Operator) && !round.State.AskedFeeds.Overlaps(round.State.CommittedFeeds),
        OperatorWish.Hold => !round.State.IsHeld && round.State.CommittedFeeds.IsEmpty,
        _ => round.State.IsHeld,
    };

    private static ImmutableArray<string> Scope(LabConfig lab, OutageInput.OperatorAsked asked) =>
        [.. lab.Feeds.Where(feed => !feed.IsMains && (asked.Feeds.IsEmpty || asked.Feeds.Contains(feed.Name))).Select(feed => feed.Name).Order(StringComparer.Ordinal)];
}
