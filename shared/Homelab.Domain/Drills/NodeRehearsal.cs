using System.Collections.Immutable;
using Homelab.Domain.Shutdown;

namespace Homelab.Domain.Drills;

/// <summary>What an agent's look at its own node comes to.</summary>
public static class NodeRehearsal
{
    /// <summary>Beyond this much the times in a node's journal and readings mislead whoever reads them.</summary>
    private static readonly TimeSpan ClockMayDiffer = TimeSpan.FromSeconds(5);

    public static ImmutableArray<DrillItem> Judge(NodeRehearsalReport report) =>
    [
        PowerOff(report),
        LeaseWatcher(report),
        .. LateHook(report),
        .. Units(report),
        Clock(report),
        .. Feeds(report),
        Stop(report),
    ];

    private static DrillItem PowerOff(NodeRehearsalReport report)
    {
        var (verdict, basis) = report switch
        {
            { MayPowerOff: false } => (DrillVerdict.Fails, "may_power_off is false in agent.yaml: it refuses every order"),
            { PowerOff: "none" } => (DrillVerdict.Fails, "power_off is none in agent.yaml: it refuses every order"),
            { PowerOff: not "logind" } => (DrillVerdict.Believed, $"power_off is {report.PowerOff} in agent.yaml: the agent ends, and the machine is not powered off"),
            { CanPowerOff.Word: "yes" } => (DrillVerdict.Ok, "logind answers CanPowerOff with yes"),
            { CanPowerOff.Word: { } word } => (DrillVerdict.Fails, $"logind answers CanPowerOff with {word}: the agent's user needs polkit and its rule, 50-homelab.rules"),
            _ => (DrillVerdict.Unknown, report.CanPowerOff.Failure),
        };
        return new DrillItem("power off", verdict, basis);
    }

    private static DrillItem LeaseWatcher(NodeRehearsalReport report)
    {
        var (verdict, basis) = report switch
        {
            { PowerOff: not "logind" } => (DrillVerdict.Believed, $"power_off is {report.PowerOff}: there is nothing to enforce"),
            { LeaseWatcher.Word: "active" } => (DrillVerdict.Ok, "homelab-lease.path is active: a lease runs out also where the agent hangs"),
            { LeaseWatcher.Word: { } word } => (DrillVerdict.Fails, $"homelab-lease.path is {word}: an agent that hangs would keep its machine on"),
            _ => (DrillVerdict.Unknown, report.LeaseWatcher.Failure),
        };
        return new DrillItem("lease watcher", verdict, basis);
    }

    private static IEnumerable<DrillItem> LateHook(NodeRehearsalReport report) => (report.PowerOff, report.HasLateHook) switch
    {
        ("logind", true) => [new DrillItem("homelab-late", DrillVerdict.Ok, "it is installed: where the power stays, this node waits and starts again")],
        ("logind", false) => [new DrillItem("homelab-late", DrillVerdict.Fails, "it is not installed, or not executable: this node powers off plainly, and stays dark where its power never goes")],
        _ => [],
    };

    private static IEnumerable<DrillItem> Units(NodeRehearsalReport report)
    {
        if (report.UnitsFailure.Length > 0)
        {
            yield return new DrillItem("units", DrillVerdict.Unknown, report.UnitsFailure);
            yield break;
        }

        if (report.Units.IsEmpty)
        {
            yield break;
        }

        var missing = report.Units.Where(unit => unit.LoadState != "loaded").Select(unit => $"{unit.Name} is {unit.LoadState}").ToList();
        yield return missing.Count > 0
            ? new DrillItem("units", DrillVerdict.Fails, $"systemd does not know all of its services: {string.Join(", ", missing)}")
            : !report.UnitsWithoutRight.IsEmpty
            ? new DrillItem("units", DrillVerdict.Fails, $"the agent may not stop {string.Join(", ", report.UnitsWithoutRight)}, so that they stop with the node only: name each on a line of its /etc/homelab/units")
            : new DrillItem("units", DrillVerdict.Ok, $"systemd knows {string.Join(", ", report.Units.Select(unit => $"{unit.Name} ({unit.ActiveState})"))}");
    }

    private static DrillItem Clock(NodeRehearsalReport report)
    {
        var offset = $"{Math.Abs(report.ClockOffset.TotalSeconds).ToString("0.0", System.Globalization.CultureInfo.InvariantCulture)} s from the coordinator's";
        var (verdict, basis) = report switch
        {
            _ when report.Boottime <= Moment.Zero => (DrillVerdict.Fails, "the clock that leases run on stands still"),
            _ when report.ClockOffset.Duration() > ClockMayDiffer => (DrillVerdict.Fails, $"its clock is {offset}; leases do not care, readings and reports do"),
            { ClockSynchronised: true } => (DrillVerdict.Ok, $"synchronised, {offset}"),
            { ClockSynchronised: false } => (DrillVerdict.Believed, $"{offset}, and nothing keeps it there: the kernel says that it is not synchronised"),
            _ => (DrillVerdict.Believed, $"{offset}; the kernel does not say whether it is synchronised"),
        };
        return new DrillItem("clock", verdict, basis);
    }

    private static IEnumerable<DrillItem> Feeds(NodeRehearsalReport report)
    {
        if (report.Feeds is not { } feeds)
        {
            return [new DrillItem("own feeds", DrillVerdict.Unknown, "the coordinator never told it which feeds bind it: alone it goes by its lease only")];
        }

        return feeds.IsEmpty
            ? [new DrillItem("own feeds", DrillVerdict.Unknown, "no feed that binds it can be read: alone it goes by its lease only")]
            : feeds.Select(feed => feed.Failure.Length == 0
                ? new DrillItem($"feed {feed.Name}", DrillVerdict.Ok, $"read from here at {feed.Source}: {feed.Status}")
                : new DrillItem($"feed {feed.Name}", DrillVerdict.Fails, $"not read from here at {feed.Source}, so alone it goes by its lease only: {feed.Failure}"));
    }

    private static DrillItem Stop(NodeRehearsalReport report)
    {
        var reckoned = $"{PlanWords.Span(report.ReckonedStop)} {(report.ReckonedStop == TimeSpan.FromSeconds(1) ? "is" : "are")} reckoned with";
        return report.UnitStopBound switch
        {
            null => new DrillItem("stop", DrillVerdict.Unknown, $"{reckoned}; systemd did not tell how long it waits for a unit that hangs"),
            { } bound when bound <= report.ReckonedStop => new DrillItem("stop", DrillVerdict.Ok, $"{reckoned}, and systemd waits {PlanWords.Span(bound)} at most for a unit that hangs"),
            { } bound => new DrillItem("stop", DrillVerdict.Believed, $"{reckoned}, and systemd waits up to {PlanWords.Span(bound)} for a unit that hangs: only a drill shows that none does"),
        };
    }
}
