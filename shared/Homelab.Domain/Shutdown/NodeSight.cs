using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>Turns what was kept of the nodes into what a sequence looks at.</summary>
internal static class NodeSight
{
    public static Dictionary<string, ObservedNode> Of(IReadOnlyCollection<NodeTrack> tracks, LeaseDesk leases, LeaseEnds ends, LabConfig lab, IReadOnlyDictionary<string, AgentWatch> watches, Moment now)
    {
        var beat = lab.Policy.Beat;
        var hops = lab.Nodes.ToDictionary(node => node.Name, node => node.Switch);

        // Two of each hop, so that every node finds one that is not itself.
        var witnesses = tracks
            .Where(track => track.IsHeard(now, beat))
            .ToLookup(track => hops.GetValueOrDefault(track.Name))
            .Where(group => group.Key is not null)
            .ToDictionary(group => group.Key!, group => group.OrderByDescending(track => track.LastBeatAt!.Value.Nanoseconds).Take(2).ToList());
        return tracks.ToDictionary(track => track.Name, track => new ObservedNode
        {
            IsConnected = track.IsHeard(now, beat),
            BootId = track.BootId,
            BootHeardAt = track.BootHeardAt,
            LeaseHeldAt = track.LeaseHeldAt,
            MayPowerOff = track.MayPowerOff,
            HoldsLease = ends.Holds(track.Name),
            MayHoldUnknown = leases.MayHoldUnknown(track.Name),
            StartsAgainAt = track.IsHeard(now, beat) ? null : track.LastBeatAt + watches.GetValueOrDefault(track.Name)?.RebootAfter,
            Units = track.Units,
            Answer = track.Answer,
            UnitAnswers = track.UnitAnswers,
            Signs = new OffSigns
            {
                NetworkGoneSince = track.NetworkGoneSince(now, beat),
                WitnessAt = hops.GetValueOrDefault(track.Name) is { } hop && witnesses.TryGetValue(hop, out var near)
                    ? near.FirstOrDefault(other => other.Name != track.Name)?.LastBeatAt
                    : null,
                LoadGoneAt = track.LoadGoneAt,
                LeaseUntil = leases.Latest(track.Name),
            },
        });
    }
}
