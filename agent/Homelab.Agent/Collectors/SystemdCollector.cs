using Homelab.Domain.Readings;
using Homelab.Host.Bus;
using UnitState = Homelab.Contracts.V1.UnitState;

namespace Homelab.Agent.Collectors;

/// <summary>
/// How systemd's units are: how many in which state, and the state of each that failed or that the option <c>units</c> names
/// (org.freedesktop.systemd1(5)).
/// </summary>
public sealed class SystemdCollector(SystemdUnits systemd, Func<bool> hasBus) : ICollector
{
    private static readonly TimeSpan CallAtMost = TimeSpan.FromSeconds(2);
    private static readonly string[] s_states = ["active", "activating", "deactivating", "inactive", "failed"];

    private readonly Series[] _counts = [.. s_states.Select(state => Of("node_systemd_units", Labels.Of(("state", state))))];
    private readonly Series _running = Of("node_systemd_system_running", Labels.None);
    private readonly SeriesByKey _units = new(
        unit => [.. s_states.Select(state => Of("node_systemd_unit_state", Labels.Of(("name", unit), ("state", state))))]);

    public string Name => "systemd";

    public CollectorOutcome Collect(Collection into, CollectorSettings settings)
    {
        if (!hasBus())
        {
            return CollectorOutcome.NothingHere("no system bus");
        }

        var summary = systemd.Summarise(CallAtMost);
        if (summary.Value is not { } units)
        {
            return summary.Fault is BusFault.NoBus or BusFault.NoLibrary or BusFault.NoService
                ? CollectorOutcome.NothingHere(summary.Sentence)
                : CollectorOutcome.Failed(summary.Sentence);
        }

        ReadOnlySpan<int> counts = [units.Active, units.Activating, units.Deactivating, units.Inactive, units.Failed];
        for (var i = 0; i < counts.Length; i++)
        {
            into.Add(_counts[i], counts[i]);
        }

        var state = systemd.SystemState(CallAtMost);
        if (state.Value is { } word)
        {
            into.Add(_running, word == "running" ? 1 : 0);
            into.AddFact("systemd", word);
        }

        return AddNamed(units, settings, into);
    }

    private static Series Of(string metric, Labels labels) => new(metric, labels, "", SeriesKind.Gauge, "systemd");

    private CollectorOutcome AddNamed(UnitSummary summary, CollectorSettings settings, Collection into)
    {
        var names = settings.Option("units");
        var named = names.IsEmpty ? default : systemd.ByNames(names, CallAtMost);
        var rows = summary.FailedUnits.Where(failed => !names.Contains(failed.Name)).Concat(named.Value.IsDefault ? [] : named.Value);
        foreach (var row in rows)
        {
            into.AddUnit(new UnitState { Name = row.Name, LoadState = row.LoadState, ActiveState = row.ActiveState, SubState = row.SubState });
            var series = _units[row.Name];
            for (var i = 0; i < s_states.Length; i++)
            {
                into.Add(series[i], row.ActiveState == s_states[i] ? 1 : 0);
            }
        }

        _units.EndRound();
        return names.IsEmpty || named.Succeeded ? CollectorOutcome.Ok : CollectorOutcome.Failed(named.Sentence);
    }
}
