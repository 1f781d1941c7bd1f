using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>Sends the magic packets of the starts that are pending, again and again: nothing answers one.</summary>
internal sealed class StartDesk(IReadOnlyDictionary<string, NodeTrack> nodes)
{
    private readonly Dictionary<string, Moment> _sent = [];

    public IEnumerable<OutageEffect> Due(OutageState state, LabConfig lab, Moment now)
    {
        // While the mains are away nobody is started but who is to look for them.
        foreach (var name in state.Return.Nodes.Where(node => node.Value.Phase == ReturnPhase.Starting && (!state.IsRunning || ReturnPace.IsLooking(node.Value, lab.Policy.Restart, now))).Select(node => node.Key))
        {
            if (lab.Node(name) is not { Start: { Kind: StartKind.WakeOnLan, Mac: { } mac } } target || IsHeard(name, lab, now) || (_sent.TryGetValue(name, out var last) && now - last < ReturnPace.Repeat))
            {
                continue;
            }

            _sent[name] = now;

            // What is little hope is sent all the same: the coordinator's host may be bridged to another segment.
            var path = WakePath.To(lab, target, node => IsHeard(node, lab, now));
            if (path.Near is { } near)
            {
                yield return new OutageEffect.AskToWake(near, name, mac);
            }

            if (path.ByCoordinator || path.Near is null)
            {
                yield return new OutageEffect.WakeNode(name, mac);
            }
        }
    }

    private bool IsHeard(string node, LabConfig lab, Moment now) => nodes.TryGetValue(node, out var track) && track.IsHeard(now, lab.Policy.Beat);
}
