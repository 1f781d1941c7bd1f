using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>
/// When each dying feed ends, reckoned once more for the checker: what other NUT clients cut short (P16), and what moves when another is
/// empty (P15). Nothing here comes from the planner.
/// </summary>
internal static class CheckedEnds
{
    public static Dictionary<string, Moment> Of(LabConfig lab, IReadOnlyCollection<FeedAssessment> feeds)
    {
        var dying = feeds.Where(feed => feed is { IsDying: true, EmptyAt: not null }).ToDictionary(feed => feed.Feed);
        var ends = dying.ToDictionary(pair => pair.Key, pair => End(pair.Value));
        var loads = new Dictionary<string, double>();
        var held = feeds.Where(feed => feed.Condition == FeedCondition.OnLine).Select(feed => feed.Feed).ToHashSet();
        for (var gone = new HashSet<string>(); gone.Count + 1 < ends.Count;)
        {
            var first = ends.Where(end => !gone.Contains(end.Key)).OrderBy(end => end.Value.Nanoseconds).ThenBy(end => end.Key, StringComparer.Ordinal).First();
            gone.Add(first.Key);
            foreach (var other in ends.Keys.Where(name => !gone.Contains(name)).Order(StringComparer.Ordinal).ToList())
            {
                var shared = Devices(lab).Where(device => device.Feeds.Contains(first.Key) && device.Feeds.Contains(other) && !device.Feeds.Any(held.Contains)).ToList();
                var rating = lab.Feed(other)?.RatingWatts ?? dying[other].NominalWatts;
                var load = loads.TryGetValue(other, out var known) ? known : Load(lab, dying[other], feeds);
                var atMost = loads.ContainsKey(first.Key) ? null : dying[first.Key].Load?.Watts;
                var all = shared.Any(device => device.Watts is null) ? atMost : Math.Min(shared.Sum(device => device.Watts!.Value), atMost ?? double.MaxValue);
                if (shared.Count == 0 || all is not { } moves || load is not { } before || dying[first.Key].EmptyAt <= dying[first.Key].RuntimeAt)
                {
                    continue;
                }

                var after = before + moves;
                loads[other] = after;
                var factor = after > rating ? 0 : after > 0 ? Math.Pow(before / after, 1.2) : 1;
                ends[other] = first.Value + (ends[other] - first.Value) * factor;
            }
        }

        return ends;
    }

    private static Moment End(FeedAssessment feed) =>
        feed is { IsGivenUp: false, Logins.IsEmpty: false } && feed.Fired.All(fired => fired.Name != FiredTrigger.Cut) && LowBattery.At(feed) is { } low
            ? Moment.Max(low, feed.RuntimeAt)
            : feed.EmptyAt!.Value;

    private static double? Load(LabConfig lab, FeedAssessment feed, IReadOnlyCollection<FeedAssessment> feeds)
    {
        if (feed.Load is { } measured)
        {
            return measured.Watts;
        }

        var own = Devices(lab)
            .Where(device => device.Feeds.Contains(feed.Feed))
            .Where(device => !feeds.Any(other => other.IsDying && other.Feed != feed.Feed && device.Feeds.Contains(other.Feed)))
            .ToList();
        return own.Count == 0 || own.Any(device => device.Watts is null) ? null : own.Sum(device => device.Watts);
    }

    private static IEnumerable<(IReadOnlyCollection<string> Feeds, double? Watts)> Devices(LabConfig lab) =>
        lab.Nodes.Select(node => ((IReadOnlyCollection<string>)node.Feeds, node.Watts))
            .Concat(lab.Appliances.Select(appliance => ((IReadOnlyCollection<string>)appliance.Feeds, appliance.Watts)));
}
