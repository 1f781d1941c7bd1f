using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>What the checker reads out of a plan, a lab and its feeds. Nothing here comes from the planner.</summary>
internal sealed class CheckedPlan
{
    private readonly Dictionary<string, StopStep> _steps;
    private readonly Dictionary<string, StopStep> _ids;
    private readonly Dictionary<string, ServiceConfig> _services;
    private readonly Dictionary<string, FeedAssessment> _feeds;
    private readonly HashSet<(string, string)> _dropped;
    private readonly Dictionary<string, HashSet<string>> _waits = [];
    private readonly Dictionary<string, Moment> _ends;

    public CheckedPlan(LabConfig lab, ImmutableArray<FeedAssessment> feeds, StopPlan plan)
    {
        (Lab, Plan) = (lab, plan);
        _steps = plan.Steps.ToDictionary(step => step.Node);
        _ids = plan.Steps.ToDictionary(step => step.Id);
        _services = lab.Services.ToDictionary(service => service.Name);
        _feeds = feeds.Where(feed => !feed.IsMains).ToDictionary(feed => feed.Feed);
        _ends = CheckedEnds.Of(lab, _feeds.Values);
        _dropped = [.. plan.Dropped.Select(edge => (edge.From, edge.To))];
        UpsdHosts =
        [
            .. from feed in lab.Feeds
               where feed.Source is not null && plan.DyingFeeds.Contains(feed.Name)
               from step in plan.Steps
               where feed.Source!.RunsOn(step.Node)
               select (feed.Name, step),
        ];
    }

    public LabConfig Lab { get; }

    public StopPlan Plan { get; }

    /// <summary>Steps of the hosts that run the upsd of a dying feed.</summary>
    public ImmutableArray<(string Feed, StopStep Host)> UpsdHosts { get; }

    public StopStep? StepOf(string node) => _steps.GetValueOrDefault(node);

    public ServiceConfig? Service(string name) => _services.GetValueOrDefault(name);

    public bool IsDropped(string from, string to) => _dropped.Contains((from, to));

    /// <summary>The coordinator's host and the hosts of upsds go after the others, in any order among the latter.</summary>
    public bool IsLate(string node) => Lab.Node(node)!.IsCoordinator || UpsdHosts.Any(pair => pair.Host.Node == node);

    /// <summary>An upsd tells everybody; a battery of a node those that hang on it.</summary>
    public bool LearnsFrom(StopStep step, string feed) => Lab.Feed(feed) is not { PowerSupply: not null } || Lab.Node(step.Node)!.Feeds.Contains(feed);

    /// <summary>Something that powers it is dying, and nothing is known to hold it up.</summary>
    public bool LosesPower(ImmutableArray<string> feeds)
    {
        var known = feeds.Select(_feeds.GetValueOrDefault).OfType<FeedAssessment>().ToList();
        return known.Any(feed => feed.IsDying) && known.All(feed => feed.Condition != FeedCondition.OnLine);
    }

    /// <summary>When the last of these feeds that tells its end is empty; null where none tells.</summary>
    public Moment? EndOf(ImmutableArray<string> feeds)
    {
        Moment? end = null;
        foreach (var name in feeds)
        {
            if (_ends.TryGetValue(name, out var empty) && (end is null || empty > end))
            {
                end = empty;
            }
        }

        return end;
    }

    /// <summary>Lives clearly longer, so that it is not pulled down with the host (P26).</summary>
    public bool Outlives(StopStep step, StopStep host) =>
        EndOf(step.Feeds) is { } own && EndOf(host.Feeds) is { } hosts && own > hosts + Lab.Policy.Margin;

    /// <summary>
    /// True where <paramref name="step"/> may begin while <paramref name="other"/> has not ended. A step that waits for the other begins
    /// before it only at its latest start; one that does not may begin at its start, or as soon as what it does wait for is over.
    /// </summary>
    public bool MayStartBefore(StopStep step, StopStep other)
    {
        var end = other.LatestStart + other.Duration;
        return WaitsFor(step).Contains(other.Id)
            ? step.LatestStart < end
            : step.Start < end || step.LatestStart < end || !step.After.IsEmpty;
    }

    private HashSet<string> WaitsFor(StopStep step)
    {
        if (_waits.TryGetValue(step.Id, out var known))
        {
            return known;
        }

        var waits = new HashSet<string>();
        var open = new Stack<string>(step.After);
        while (open.TryPop(out var id))
        {
            if (waits.Add(id) && _ids.TryGetValue(id, out var before))
            {
                foreach (var next in before.After)
                {
                    open.Push(next);
                }
            }
        }

        return _waits[step.Id] = waits;
    }
}
