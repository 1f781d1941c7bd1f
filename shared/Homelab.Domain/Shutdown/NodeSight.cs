using System.Collections.Immutable;
using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>Turns what was kept of the nodes into what a sequence looks at.</summary>
internal static class NodeSight
{
    public static ImmutableDictionary<string, ObservedNode> Of(IReadOnlyCollection<NodeTrack> tracks, LeaseDesk leases, LabConfig lab, Moment now)
    {
        var beat = lab.Policy.Beat;
        var heard = tracks
            .Where(track => track.IsHeard(now, beat))
            .Select(track => (track.Name, lab.Node(track.Name)?.Switch, track.LastBeatAt))
            .ToList();
        return tracks.ToImmutableDictionary(track => track.Name, track =>
        {
            var config = lab.Node(track.Name);
            var witness = heard.Where(other => other.Name != track.Name && config?.Switch is { } hop && other.Switch == hop).Max(other => other.LastBeatAt?.Nanoseconds);
            return new ObservedNode
            {
                IsConnected = track.IsHeard(now, beat),
                BootId = track.BootId,
                Answer = track.Answer,
                Signs = new OffSigns
                {
                    NetworkGoneSince = track.NetworkGoneSince(now, beat, config?.Probe is not null),
                    WitnessAt = witness is { } at ? new Moment(at) : null,
                    LoadGoneAt = track.LoadGoneAt,
                    LeaseUntil = leases.Latest(track.Name),
                },
            };
        });
    }
}
