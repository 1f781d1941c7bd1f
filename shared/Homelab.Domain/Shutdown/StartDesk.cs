using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>Sends the magic packets of the starts that are pending, again and again: nothing answers one.</summary>
internal sealed class StartDesk(IReadOnlyDictionary<string, NodeTrack> nodes)
{
    private readonly Dictionary<string, Moment> _sent = [];

    public IEnumerable<OutageEffect> Due(OutageState state, LabConfig lab, Moment now)
    {
        if (state.IsRunning)
        {
            yield break;
        }

        foreach (var name in state.Return.Nodes.Where(node => node.Value.Phase == ReturnPhase.Starting).Select(node => node.Key))
        {
            if (lab.Node(name) is not { Start: { Kind: StartKind.WakeOnLan, Mac: { } mac } } target || IsHeard(name, lab, now) || (_sent.TryGetValue(name, out var last) && now - last < ReturnPace.Repeat))
            {
                continue;
            }

            _sent[name] = now;

            // A broadcast stays in its segment, so whoever is behind the same switch sends it, and the coordinator where that may be its own.
            var near = lab.Nodes.FirstOrDefault(node => node.Name != name && node.Switch == target.Switch && !node.IsCoordinator && IsHeard(node.Name, lab, now));
            if (near is not null)
            {
                yield return new OutageEffect.AskToWake(near.Name, name, mac);
            }

            if (near is null || lab.CoordinatorNode is null || lab.CoordinatorNode.Switch == target.Switch)
            {
                yield return new OutageEffect.WakeNode(name, mac);
            }
        }
    }

    private bool IsHeard(string node, LabConfig lab, Moment now) => nodes.TryGetValue(node, out var track) && track.IsHeard(now, lab.Policy.Beat);
}
