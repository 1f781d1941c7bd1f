using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>What an operator asks for: a cause like power or heat, in the journal with the name, until commit (P30).</summary>
internal static class OperatorAdvance
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Nothing runs: only a shutdown and a start mean something.</summary>
    public static void Open(SequenceRound round)
    {
        Start(round);
        DrillAdvance.Open(round);
        if (round.Seen.Asked is { Wish: OperatorWish.ShutDown } asked && Scope(round.Seen.Lab, asked) is { IsEmpty: false } feeds)
        {
            DrillAdvance.BreakOff(round, "for an operator's shutdown");
            var targets = ReturnTargets.AtOpening(round, feeds);
            round.Add(
                SequenceTransition.OutageOpened,
                $"{asked.Operator} asked to shut down {string.Join(", ", feeds.Select(AskedNodes.NameOf))}",
                entry => entry with
                {
                    Feeds = feeds,
                    Advisory = round.Seen.Lab.Mode == LabMode.Observe,
                    Cause = Cause.Operator,
                    Operator = asked.Operator,
                    Nodes = targets,
                    Owed = ReturnTargets.Owed(round.State.Return, targets),
                });
        }
    }

    public static void Into(SequenceRound round)
    {
        AskedEnd.Into(round);
        DrillAdvance.Stopped(round);
        Start(round);
        if (round.Seen.Asked is not { Wish: not (OperatorWish.Start or OperatorWish.Drill) } asked || round.State.Operator.Length + asked.Operator.Length == 0)
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
            if (Causes.AreReplaced(round.State) && asked.Wish is OperatorWish.ShutDown or OperatorWish.Cancel)
            {
                DrillAdvance.BreakOff(round, asked.Wish == OperatorWish.Cancel ? $"{asked.Operator} takes it back" : "for an operator's shutdown");
            }

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
    public static ImmutableArray<FeedAssessment> GivenUp(OutageState state, LabConfig lab, ImmutableArray<FeedAssessment> feeds, Moment now) =>
        state.AskedFeeds.IsEmpty
            ? feeds
            : [.. feeds.Concat(AskedNodes.Feeds(state.AskedFeeds, lab, feeds, now)).Select(feed => state.AskedFeeds.Contains(feed.Feed) ? GivenUp(state, feed) : feed)];

    private static FeedAssessment GivenUp(OutageState state, FeedAssessment feed)
    {
        var fired = feed.Fired.Add(new FiredTrigger(FiredTrigger.Operator, state.Feeds.GetValueOrDefault(feed.Feed, state.Began), $"{(state.Operator.Length > 0 ? state.Operator : "an operator")} {(state.Causes.Contains(Cause.Drill) ? "drills" : "asked to shut down")} {AskedNodes.NameOf(feed.Feed)}"));
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

    /// <summary>What an operator stopped, or anything else that is off, is to be on again: behind the same gates, in the same order (P27 to P29).</summary>
    private static void Start(SequenceRound round)
    {
        if (round.Seen.Asked is not { Wish: OperatorWish.Start } asked || round.Seen.Lab.Mode == LabMode.Observe)
        {
            return;
        }

        var stopping = ReturnTargets.StoppedBy(round.Seen.Lab, round.State.AskedFeeds);
        ImmutableArray<string> nodes = [.. asked.Nodes.Where(name => round.Seen.Lab.Node(name) is not null).Except(stopping).Order(StringComparer.Ordinal)];
        if (!nodes.IsEmpty)
        {
            round.Add(SequenceTransition.TargetJoined, $"{asked.Operator} asked to start {PlanWords.List(nodes)}", entry => entry with
            {
                Nodes = nodes,
                Operator = asked.Operator,
                OutageId = entry.OutageId.Length > 0 ? entry.OutageId : $"start-{round.Seen.NextOutageId}",
            });
        }
    }

    /// <summary>Joining never comes too late. To hold or to take back ends with the commit of what it is about.</summary>
    private static bool MayStill(SequenceRound round, OperatorWish wish) => wish switch
    {
        OperatorWish.ShutDown => true,
        OperatorWish.Cancel => round.State.Causes.Overlaps([Cause.Operator, Cause.Drill]) && !round.State.AskedFeeds.Overlaps(round.State.CommittedFeeds),
        OperatorWish.Hold => !round.State.IsHeld && round.State.CommittedFeeds.IsEmpty,
        _ => round.State.IsHeld,
    };

    private static ImmutableArray<string> Scope(LabConfig lab, OutageInput.OperatorAsked asked) => !asked.Nodes.IsEmpty
        ? [.. asked.Nodes.Where(name => lab.Node(name) is not null).Select(AskedNodes.FeedOf).Distinct().Order(StringComparer.Ordinal)]
        : [.. lab.Feeds.Where(feed => !feed.IsMains && (asked.Feeds.IsEmpty || asked.Feeds.Contains(feed.Name))).Select(feed => feed.Name).Order(StringComparer.Ordinal)];
}
