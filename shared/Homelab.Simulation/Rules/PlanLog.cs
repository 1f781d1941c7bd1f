using Homelab.Domain;
using Homelab.Domain.Shutdown;
using Homelab.Simulation.Machines;

namespace Homelab.Simulation.Rules;

/// <summary>Every plan that was made, by (epoch, generation), with its moments in true time: I2 asks for the one that a node acted on.</summary>
internal sealed class PlanLog
{
    private readonly Dictionary<(ulong, ulong), (StopPlan Plan, Moment MadeAt)> _plans = [];
    private readonly HashSet<(string, string)> _dropped = [];

    public bool HasInfeasible { get; private set; }

    public bool HasDropped => _dropped.Count > 0;

    public void Add(Fence fence, StopPlan plan, HostClock clock)
    {
        // While the mains settle there is a plan without steps under the same generation; the order is that of the one before.
        if (plan.Steps.IsEmpty)
        {
            return;
        }

        HasInfeasible |= !plan.IsFeasible;
        _plans[(fence.Epoch, plan.Generation)] = (plan, clock.ToTrue(plan.MadeAt));
        foreach (var edge in plan.Dropped)
        {
            _dropped.Add((edge.From, edge.To));
        }
    }

    /// <summary>An order that the plan or the log named as given up.</summary>
    public bool IsDropped(string dependent, string need) => _dropped.Contains((dependent, need));

    public IEnumerable<string> DroppedBy(string dependent) => _dropped.Where(edge => edge.Item1 == dependent).Select(edge => edge.Item2);

    public void Drop(string dependent, string need) => _dropped.Add((dependent, need));

    public StopPlan? Of(Fence fence) => _plans.GetValueOrDefault((fence.Epoch, fence.Generation)).Plan;

    public Moment? LatestStart(ulong epoch, ulong generation, string node) =>
        _plans.TryGetValue((epoch, generation), out var known) && known.Plan.StepOf(node) is { } step
            ? known.MadeAt + (step.LatestStart - known.Plan.MadeAt)
            : null;
}
