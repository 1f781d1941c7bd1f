using Homelab.Domain;
using Homelab.Simulation.Supply;

namespace Homelab.Simulation.Rules;

/// <summary>
/// P15 on the truth: UPSes that nobody answers for, and that last answered in the window around another's true transfer, as that was seen; or in the
/// middle of a self-test, where nobody knows what became of it (ADR 0022). A coordinator that starts again in the same outage has the journal alone,
/// which keeps such a feed on battery until somebody answers for it.
/// </summary>
internal sealed class LostContact(SimulatedLab lab)
{
    private static readonly TimeSpan SharedFate = TimeSpan.FromSeconds(60);

    private readonly List<(string Feed, Moment At)> _transfers = [];
    private readonly Dictionary<string, Moment> _lostAt = [];
    private readonly HashSet<string> _testing = [];
    private readonly HashSet<string> _journalled = [];
    private readonly HashSet<string> _inherited = [];

    public void FeedChanged(string feed)
    {
        if (lab.Grid.Upses.TryGetValue(feed, out var ups) && ups.IsOnBattery)
        {
            _transfers.Add((feed, lab.Clock.Now));
        }
    }

    public void Sampled()
    {
        foreach (var ups in lab.Grid.Upses.Values.Where(ups => !IsUnanswered(ups)))
        {
            _ = ups.IsTesting ? _testing.Add(ups.Name) : _testing.Remove(ups.Name);
        }

        foreach (var ups in lab.Grid.Upses.Values.Where(IsNow))
        {
            _lostAt[ups.Name] = lab.Clock.Now;
            _journalled.Add(ups.Name);
        }

        Inherit();
    }

    /// <summary>Now, or until so short a time ago that no reading could be taken and acted upon since.</summary>
    public bool CountsAsOnBattery(SimulatedUps ups) =>
        IsNow(ups) || (_lostAt.TryGetValue(ups.Name, out var lost) && lab.Clock.Now - lost <= lab.Config.Policy.Poll + (2 * lab.Config.Policy.Beat));

    private void Inherit()
    {
        if (!lab.Coordinator.IsAwake)
        {
            _inherited.UnionWith(_journalled);
        }
        else if (lab.Coordinator.Engine is { State.IsRunning: false })
        {
            _journalled.Clear();
            _inherited.Clear();
        }

        _inherited.RemoveWhere(name => !IsUnanswered(lab.Grid.Upses[name]));
    }

    private bool IsUnanswered(SimulatedUps ups) => lab.Clock.Now < ups.SilentUntil || !lab.Coordinator.Feeds.IsReachable(ups.Config);

    private bool IsNow(SimulatedUps ups) => IsUnanswered(ups) && (_testing.Contains(ups.Name) || _inherited.Contains(ups.Name) || IsNearTransfer(ups));

    private bool IsNearTransfer(SimulatedUps ups) =>
        lab.Coordinator.Feeds.LastReadAt(ups.Name) is { } last
        && _transfers.Any(transfer => transfer.Feed != ups.Name && (transfer.At > last ? transfer.At - last : last - transfer.At) <= SharedFate + lab.Config.Policy.Poll);
}
