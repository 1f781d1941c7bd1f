using System.Text;
using Homelab.Agent.Collectors.Storage;
using Homelab.Host.Identity;

namespace Homelab.Agent.Collectors;

/// <summary>One round of every collector as text, for people and tests: samples, then facts and outcomes as comments.</summary>
public static class PrintOnce
{
    public static string Text(string root, TimeProvider clock) =>
        Text(CollectorCatalogue.All(new SysRoot(root), BootIdentity.Read(root), new StorageReports(clock), "", () => false, clock));

    public static string Text(IReadOnlyList<ICollector> collectors)
    {
        var rounds = collectors.Select(collector => (collector.Name, Collection: new Collection(), Collector: collector)).ToList();
        var outcomes = rounds.Select(round => (round.Name, Outcome: Collect(round.Collector, round.Collection))).ToList();
        var back = rounds.Zip(outcomes).Where(pair => pair.Second.Outcome.Kind != OutcomeKind.TimedOut).Select(pair => pair.First.Collection).ToList();

        var text = new StringBuilder(PrometheusText.Of(back.SelectMany(collection => collection.Samples)));
        foreach (var (fact, value) in back.SelectMany(collection => collection.Facts).OrderBy(fact => fact.Key, StringComparer.Ordinal))
        {
            text.Append("# fact ").Append(fact).Append(": ").Append(value).Append('\n');
        }

        foreach (var unit in back.SelectMany(collection => collection.Units))
        {
            text.Append("# unit ").Append(unit.Name).Append(": ").Append(unit.ActiveState).Append(' ').Append(unit.SubState).Append('\n');
        }

        foreach (var (name, outcome) in outcomes)
        {
            text.Append("# collector ").Append(name).Append(": ").Append(outcome.WireName).Append(outcome.Detail.Length > 0 ? ", " : "").Append(outcome.Detail).Append('\n');
        }

        return text.ToString().TrimEnd('\n');
    }

    /// <summary>On a thread that is left behind where it hangs: the program ends after this anyway.</summary>
    private static CollectorOutcome Collect(ICollector collector, Collection into)
    {
        var late = new CollectorOutcome(OutcomeKind.TimedOut, "did not return in time");
        var outcome = late;
        var thread = new Thread(() => outcome = GuardedCollection.Collect(collector, into, CollectorSettings.Default, _ => { })) { IsBackground = true };
        thread.Start();
        return thread.Join(CollectorSchedule.RunsAtMost) ? outcome : late;
    }
}
