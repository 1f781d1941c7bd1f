using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>Gives orders again until they are answered: the same id, so that they are obeyed once (P2).</summary>
internal sealed class OrderDesk(IReadOnlyDictionary<string, NodeTrack> nodes)
{
    /// <summary>How long an order is worth obeying, from the beat that it answers.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(10);

    /// <summary>Beats between two tellings.</summary>
    private const int BeatsBetween = 2;

    private readonly Dictionary<string, Moment> _given = [];

    public void Forget(string step) => _given.Remove(step);

    public void Clear() => _given.Clear();

    public IEnumerable<OutageEffect> Repeat(OutageState state, StopPlan? plan, Fence fence, LabConfig lab, Moment now)
    {
        // The mains are back, or the lab only observes now: who has not taken the order yet may stay.
        if (state.Phase == OutagePhase.Settling || state.Advisory)
        {
            yield break;
        }

        foreach (var (id, step) in state.Steps.Where(step => step.Value.Phase == StepPhase.Ordered))
        {
            if (!nodes.TryGetValue(step.Node, out var track) || track.LastBeat is not { } beat || track.BootId != step.BootId)
            {
                continue;
            }

            if (_given.TryGetValue(id, out var last) && now - last < BeatsBetween * lab.Policy.Beat)
            {
                continue;
            }

            _given[id] = now;
            var service = plan?.ServiceOf(id);
            var bound = service?.Duration ?? plan?.StepOf(step.Node)?.Duration ?? lab.Node(step.Node)?.Stop ?? TimeSpan.Zero;
            var terms = new OrderTerms(step.OrderId, state.OutageId, id, step.BootId, fence, beat, Lifetime, bound, step.Evidence) { End = EndOf(state, step, lab, now) };
            if (service is not null)
            {
                yield return new OutageEffect.StopUnits(step.Node, terms, service.Units);
            }
            else if (!ServiceStep.IsId(id))
            {
                yield return new OutageEffect.GiveOrder(step.Node, terms);
            }
        }
    }

    private static PowerEnd EndOf(OutageState state, StepState step, LabConfig lab, Moment now) => step.RebootAt is not { } at || lab.Node(step.Node) is not { } node
        ? PowerEnd.Off
        : new PowerEnd(at > now ? at - now : TimeSpan.Zero, PowerEnd.LateCutOf(state, lab, node)) { LateHat = PowerEnd.LateHatOf(lab, node) };
}
