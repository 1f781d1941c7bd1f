using System.Collections.Immutable;
using Homelab.Domain;
using Homelab.Domain.Power;
using Homelab.Domain.Shutdown;
using Homelab.Simulation.Machines;

namespace Homelab.Simulation.Rules;

/// <summary>Every plan that was made, by (epoch, generation), with its moments in true time: I2 asks for the one that a node acted on.</summary>
internal sealed class PlanLog
{
    private readonly Dictionary<(ulong, ulong), (StopPlan Plan, Moment MadeAt)> _plans = [];
    private readonly HashSet<(string, string)> _dropped = [];
    private readonly HashSet<(string, string)> _forced = [];
    private readonly HashSet<string> _urgencies = [];

    private (ulong Epoch, ulong Generation) _last;

    public bool HasInfeasible { get; private set; }

    /// <summary>A plan had a feed die with another, for what then moves to it (P15).</summary>
    public bool HasOverload { get; private set; }

    /// <summary>The longest chain of stops that any plan had.</summary>
    public int MostWaves { get; private set; }

    public bool HasAny => _plans.Count > 0;

    /// <summary>Names of the triggers that fired, as a plan was made.</summary>
    public IReadOnlySet<string> Urgencies => _urgencies;

    public bool HasDropped => _dropped.Count > 0;

    public void Add(Fence fence, StopPlan plan, ImmutableArray<FeedAssessment> feeds, HostClock clock)
    {
        _urgencies.UnionWith(feeds.SelectMany(feed => feed.Fired).Select(fired => fired.Name));
        // While the mains settle there is a plan without steps under the same generation; the order is that of the one before.
        if (plan.Steps.IsEmpty)
        {
            return;
        }

        MostWaves = Math.Max(MostWaves, plan.Steps.Max(step => step.Wave) + 1);
        HasInfeasible |= !plan.IsFeasible;
        HasOverload |= plan.Notes.Any(note => note.Contains("it dies with ", StringComparison.Ordinal));
        _last = (fence.Epoch, plan.Generation);
        _plans[_last] = (plan, clock.ToTrue(plan.MadeAt));
        foreach (var edge in plan.Dropped)
        {
            _dropped.Add((edge.From, edge.To));
        }
    }

    public IEnumerable<string> DroppedBy(string dependent) => _dropped.Where(edge => edge.Item1 == dependent).Select(edge => edge.Item2);

    public void Force(string dependent, string need) => _forced.Add((dependent, need));

    /// <summary>What was said holds for its outage.</summary>
    public void Ended() => _forced.Clear();

    /// <summary>The engine said in this outage that a lease does not wait for this one.</summary>
    public bool IsForced(string dependent, string need) => _forced.Contains((dependent, need));

    /// <summary>The last plan that was made.</summary>
    public StopPlan? Last => _plans.GetValueOrDefault(_last).Plan;

    public StopPlan? Of(Fence fence) => _plans.GetValueOrDefault((fence.Epoch, fence.Generation)).Plan;

    /// <summary>The plan under which something was journalled.</summary>
    public StopPlan? Of(JournalEntry entry) => _plans.GetValueOrDefault((entry.Epoch, entry.Generation)).Plan;

    /// <summary>By when the plan prints that the node is off; null where that plan does not stop it.</summary>
    public Moment? FinishBy(ulong epoch, ulong generation, string node) =>
        _plans.TryGetValue((epoch, generation), out var known) && known.Plan.StepOf(node) is { } step ? known.MadeAt + (step.FinishBy - known.Plan.MadeAt) : null;

    /// <summary>In the last plan that was made.</summary>
    public Moment? LatestStartNow(string node) => LatestStart(_last.Epoch, _last.Generation, node);

    public Moment? LatestStart(ulong epoch, ulong generation, string node) =>
        _plans.TryGetValue((epoch, generation), out var known) && known.Plan.StepOf(node) is { } step
            ? known.MadeAt + (step.LatestStart - known.Plan.MadeAt)
            : null;
}
