namespace Homelab.Simulation.Supply;

/// <summary>Somebody else's upsmon, the primary of a UPS that we read too: at low battery or FSD it has the UPS cut, whatever is planned (P16).</summary>
internal sealed class ForeignClient(SimulatedUps ups, SimulatedLab lab)
{
    public const string Address = "192.0.2.9";

    /// <summary>upsmon's HOSTSYNC, and the delay of the cut after it.</summary>
    private static readonly TimeSpan Cuts = TimeSpan.FromSeconds(20);

    private bool _hasActed;

    /// <summary>It acted in this outage.</summary>
    public bool HasActed => _hasActed;

    /// <summary>Once a second.</summary>
    public void Look()
    {
        if (ups.HasMains)
        {
            _hasActed = false;
        }
        else if (!_hasActed && ups.IsLive && (ups.IsLow || ups.ShowsShutdown) && lab.Clock.Now >= ups.SilentUntil && lab.Coordinator.Feeds.IsReachable(null, ups.Config))
        {
            _hasActed = true;
            lab.Timeline.Add(Timelines.TimelineKind.Feed, ups.Name, "is told to shut down and to cut, by a client of others");
            ups.TakeForeign(Cuts);
        }
    }
}
