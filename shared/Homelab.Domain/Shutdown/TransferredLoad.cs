using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>
/// Two feeds die in turn (P15): when one is empty, what hangs on both draws from the other alone. A feed that this overloads dies with the
/// first; another lasts shorter. Nobody knows how a device shares its load, so all of it is taken to move: what is declared of it, and never more than what the
/// dying feed is measured to carry. What cannot be reckoned because watts are not known changes nothing, and is said.
/// </summary>
internal sealed class TransferredLoad
{
    private readonly LabConfig _lab;
    private readonly Dictionary<string, FeedAssessment> _dying;
    private readonly HashSet<string> _onLine;
    private readonly Dictionary<string, Moment?> _empty;
    private readonly Dictionary<string, double> _carried = [];
    private readonly List<string> _notes = [];

    private TransferredLoad(LabConfig lab, ImmutableArray<FeedAssessment> told, ImmutableArray<FeedAssessment> feeds)
    {
        _lab = lab;
        _dying = feeds.Where(feed => feed.IsDying && lab.Feed(feed.Feed) is { IsMains: false }).ToDictionary(feed => feed.Feed);
        _onLine = [.. feeds.Where(feed => feed.Condition == FeedCondition.OnLine).Select(feed => feed.Feed)];

        // By its battery: what counts for nothing from low battery on (P16) still carries what hangs on it, and so does what still answers, however it is reckoned.
        _empty = told.Where(feed => feed.EmptyAt <= feed.RuntimeAt && feed.IsUnanswered).ToDictionary(feed => feed.Feed, feed => feed.EmptySince);
    }

    /// <param name="told">As their batteries last.</param>
    /// <param name="feeds">The same, with those that others take down (P16).</param>
    /// <returns>The feeds as they last with what moves to them, and what nobody can reckon, in sentences.</returns>
    public static (ImmutableArray<FeedAssessment> Feeds, ImmutableArray<string> Notes) Settle(LabConfig lab, ImmutableArray<FeedAssessment> told, ImmutableArray<FeedAssessment> feeds)
    {
        var transfer = new TransferredLoad(lab, told, feeds);
        if (transfer._dying.Count < 2)
        {
            return (feeds, []);
        }

        transfer.DieInTurn();
        return ([.. feeds.Select(feed => transfer._dying.GetValueOrDefault(feed.Feed, feed))], [.. transfer._notes]);
    }

    private void DieInTurn()
    {
        var left = _dying.Values.Where(feed => feed.EmptyAt is not null).Select(feed => feed.Feed).ToHashSet();
        while (left.Count > 1)
        {
            var first = left.Select(name => _dying[name]).OrderBy(feed => feed.EmptyAt!.Value.Nanoseconds).ThenBy(feed => feed.Feed, StringComparer.Ordinal).First();
            left.Remove(first.Feed);
            var moving = PowerDraw.Of(_lab).Where(draw => draw.Feeds.Contains(first.Feed) && !draw.Feeds.Any(_onLine.Contains)).ToList();
            foreach (var other in left.Order(StringComparer.Ordinal).ToList())
            {
                Move(first, _dying[other], [.. moving.Where(draw => draw.Feeds.Contains(other))]);
            }
        }
    }

    private void Move(FeedAssessment first, FeedAssessment other, List<PowerDraw> moving)
    {
        // What is empty has moved already, and the other's own reading shows it, where there was one since; by the margin since, for that end is reckoned and nobody saw it.
        var isOver = _empty.TryGetValue(first.Feed, out var over);
        if (moving.Count == 0 || (isOver && (over is null || other.LastReading > over + _lab.Policy.Margin)))
        {
            return;
        }

        var unknown = moving.Where(draw => draw.Watts is null).Select(draw => draw.Name).ToList();
        var declared = unknown.Count > 0 ? (double?)null : moving.Sum(draw => draw.Watts!.Value);
        var measured = _carried.ContainsKey(first.Feed) ? null : first.Load;
        var rating = _lab.Feed(other.Feed)?.RatingWatts ?? other.NominalWatts;
        if ((declared ?? measured?.Watts) is not { } most || CarriedBy(other) is not { } carried)
        {
            var lacking = unknown.Count > 0 && measured is null ? $"the watts of {PlanWords.List(unknown)} are not declared" : $"nobody knows what {other.Feed} carries in watts";
            _notes.Add($"When {first.Feed} is empty, {PlanWords.List(moving.Select(draw => draw.Name))} {(moving.Count == 1 ? "draws" : "draw")} from {other.Feed} alone: "
                + $"what that costs it is not reckoned, for {lacking}.");
            return;
        }

        var isMeasured = measured is { } known && known.Watts <= most;
        var moved = isMeasured ? measured!.Watts : most;
        var (load, basis) = carried;
        var total = load + moved;
        var at = over ?? first.EmptyAt!.Value;
        if (total > rating && isOver && other.LastReading > over)
        {
            // It carries what has moved, or it would be gone.
            return;
        }

        _carried[other.Feed] = total;
        if (total > rating)
        {
            Last(other, at, $"it dies with {first.Feed}: the {moved:0} W{By(isMeasured)} that then move to it make {total:0} W ({basis}), and it carries {rating:0} W");
            return;
        }

        var shorter = (other.EmptyAt!.Value - at) * Math.Pow(total > 0 ? load / total : 1, LoadScale.Peukert);
        Last(other, at + shorter, $"shorter by {PlanWords.Least(other.EmptyAt.Value - at - shorter)} for the {moved:0} W{By(isMeasured)} that move to it when {first.Feed} is empty ({basis})");
        if (rating is null)
        {
            _notes.Add($"Whether {other.Feed} carries {total:0} W when {first.Feed} is empty, nobody knows: its watts are not declared.");
        }
    }

    private void Last(FeedAssessment feed, Moment empty, string why)
    {
        var given = empty > feed.RuntimeAt ? empty - feed.RuntimeAt : TimeSpan.Zero;
        _dying[feed.Feed] = feed with
        {
            Runtime = given,
            WorstRuntime = feed.WorstRuntime < given ? feed.WorstRuntime : given,
            RuntimeBasis = feed.RuntimeBasis.Length > 0 ? $"{feed.RuntimeBasis}; {why}" : why,
        };
    }

    private static string By(bool isMeasured) => isMeasured ? " as measured" : "";

    /// <summary>As measured, or else what is declared of everything that hangs on it; null where neither is known.</summary>
    private (double Watts, string Basis)? CarriedBy(FeedAssessment feed)
    {
        if (_carried.TryGetValue(feed.Feed, out var known))
        {
            return (known, "with what moved to it before");
        }

        if (feed.Load is { } measured)
        {
            return (measured.Watts, $"{measured.Watts:0} W before, by {measured.Basis}");
        }

        var alone = PowerDraw.Of(_lab).Where(draw => draw.Feeds.Contains(feed.Feed) && !draw.Feeds.Any(other => other != feed.Feed && _dying.ContainsKey(other))).ToList();
        return alone.Count > 0 && alone.All(draw => draw.Watts is not null)
            ? (alone.Sum(draw => draw.Watts!.Value), "the rest as declared in lab.yaml")
            : null;
    }
}
