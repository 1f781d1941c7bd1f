using System.Text;
using Homelab.Coordinator.Outage;
using Homelab.Simulation.Draws;
using Homelab.Simulation.Timelines;

namespace Homelab.Simulation.Tests;

/// <summary>Random labs in random outages: no rule is broken, and the seeds are not all easy.</summary>
public class AnySeed
{
    /// <summary>So often an excuse may be needed by chance.</summary>
    private const int FewLooks = 5;

    /// <summary>
    /// The greatest part of a rule's looks that each excuse of docs/power-rules.md may take: about twice what 300 seeds show, or 600 where that is more. What 600
    /// have seen at most once may take what they would have shown, had it been there.
    /// </summary>
    private static readonly Dictionary<string, double> Ceilings = new()
    {
        ["I1 it refused"] = 0.01,
        ["I1 its stop took longer than declared"] = 0.012,
        ["I1 no battery carries it"] = 0.005,
        ["I1 nobody could reach it in time"] = 0.13,
        ["I1 the UPS lied"] = 0.025,
        ["I1 the UPS tells no runtime"] = 0.02,
        ["I1 a UPS that tells no runtime ended, and what hung on both moved to its own (P15)"] = 0.012,
        ["I1 the lab only observes"] = 0.075,
        ["I1 there was no time"] = 0.1,
        ["I2 it was alone, and went by its own reading (P9, P12)"] = 0.025,
        ["I2 its lease ran out at its latest start, and nobody was there to name it (P19)"] = 0.002,
        ["I2 its latest start had come, and the dependent was on its way by its own order (P19)"] = 0.004,
        ["I2 the order was given up, and its lease, which assumes the worst load (P8), ended before its latest start"] = 0.014,
        ["I2 the order was given up, and a trigger or a shed tier had it start: nothing is gained by waiting"] = 0.027,
        ["I2 the order towards the instance that was to outlive it was given up, and named"] = 0.002,
        ["I2 the dependent cannot be reached, and is presumed off (P20)"] = 0.013,
        ["I2 the dependent was off when the order was given, and has started again since (P20)"] = 0.002,
        ["I2 the dependent was presumed off (P20) when the order was given, and has answered again since"] = 0.002,
        ["I2 the dependent is out of scope (P24)"] = 0.1,
        ["I2 the dependent refused"] = 0.002,
        ["I2 the dependent's time was over (P19)"] = 0.007,
        ["I2 what it needs could not be given a longer lease (P7), and the dependent was on its way"] = 0.002,
        ["I2 what it needs could not be given a longer lease (P7), and the dependent hears nothing and holds none"] = 0.002,
        ["I2 its lease ran out in silence (P9), and the dependent hears nothing and holds none but its own"] = 0.002,
        ["I2 another instance was to outlive it and went unasked, and nobody can give it a longer lease (P7, P9)"] = 0.002,
        ["I2 another instance was to outlive it and went before, which was judged then, and nobody knew that or can give this one a longer lease (P7, P9)"] = 0.002,
        ["I2 its own upsmon took it down, whatever was planned (P16)"] = 0.002,
        ["I3 nobody was heard for as long as lab.yaml says (P12)"] = 0.009,
        ["I5 nobody was heard for as long as lab.yaml says (P12)"] = 0.005,
        ["I1 somebody else's client cut it at an FSD that nobody could foresee (P16)"] = 0.005,
        ["I3 contact was lost with another feed's transfer, which counts as on battery (P15)"] = 0.003,
        ["I5 a feed of it still shows FSD (P14)"] = 0.005,
        ["I5 contact was lost with another feed's transfer, which counts as on battery (P15)"] = 0.005,
        ["I5 no feed of it could be read since: unknown after OB is OB (P9)"] = 0.014,
        ["I5 no outage was open at the coordinator: the node went alone"] = 0.014,
        ["I5 the coordinator never heard of it"] = 0.007,
        ["I5 it was named: the lab only observes"] = 0.005,
        ["I5 it was named: nothing starts it"] = 0.06,
        ["I5 it was named: started as often as lab.yaml says, it did not come"] = 0.25,
        ["I5 the disk did not answer"] = 0.005,
        ["I7 it refused"] = 0.02,
        ["I7 it was alone, and went by its own reading (P9, P12)"] = 0.02,
        ["I7 it was suspended"] = 0.02,
        ["I7 its stop took longer than declared"] = 0.02,
        ["I7 somebody started it after the UPS had been told"] = 0.02,
        ["I6 one of them goes by its own reading (P9, P12)"] = 0.032,
        ["I6 the need cannot be told"] = 0.001,
        ["I3 its lease binds since an outage before, and nobody can tell it that it is over (P9)"] = 0.003,
        ["I6 the order is new, and not both could be told yet"] = 0.09,
        ["I6 its feeds do not let the need wait, and it was named"] = 0.18,
        ["I10 it refuses, or its power-off does"] = 0.003,
        ["I10 nobody on it listens"] = 0.003,
        ["I10 nobody can reach it"] = 0.003,
        ["I10 it holds a lease that is not over"] = 0.003,
        ["I10 the disk did not answer, and who comes after knows nothing of the order"] = 0.002,
        ["P22 the disk did not answer"] = 0.005,
    };

    /// <summary>What is drawn too seldom for the floor of the others: the part of the seeds that it must be, rounded down.</summary>
    private static readonly Dictionary<string, double> Rare = new() { ["overloaded"] = 0.001 };

    internal static readonly SimulationPorts ShippedJournal = new() { Journal = entry => JournalCodec.Decode(JournalCodec.Encode(entry)) };

    [Fact]
    public void No_rule_is_broken_in_300_outages() => Hold(SeedRun.Of(1, 300, ShippedJournal), floor: 1.0 / 300);

    [Fact]
    [Trait("Run", "full")]
    public void No_rule_is_broken_in_20000_outages() => Hold(SeedRun.Of(1, 20_000, ShippedJournal, new SeedProgress(20_000, each: 1000, Console.Error).Saw), floor: 0.005);

    [Fact]
    public void A_long_run_tells_what_it_has_seen()
    {
        var told = new StringWriter();
        SeedRun.Of(1, 4, SimulationPorts.Honest with { Journal = _ => null }, new SeedProgress(4, each: 2, told).Saw);
        Assert.Matches("(?m)^2 of 4 seeds, [0-9] broken\r?$", told.ToString());
        Assert.Matches("(?m)^4 of 4 seeds, [1-4] broken", told.ToString());
        Assert.Matches("(?m)^tests/simulate --seeds [1-4]: ", told.ToString());
    }

    [Fact]
    public void The_same_seed_gives_the_same_outage()
    {
        foreach (var seed in Enumerable.Range(1, 10))
        {
            var (one, two) = (DrawnSimulation.Of(seed).Build().Run(), DrawnSimulation.Of(seed).Build().Run());
            Assert.Equal(TimelineText.Of(one.Timeline), TimelineText.Of(two.Timeline));
            Assert.Equal(one.Held, two.Held);
        }
    }

    /// <summary>No seed of the first 300 is one.</summary>
    [Fact]
    public void No_rule_is_broken_where_a_UPS_is_truly_overloaded()
    {
        var result = DrawnSimulation.Of(555).Build(ShippedJournal).Run();
        Assert.Contains("overloaded", result.Traits);
        Assert.Empty(result.Violations);
    }

    private static void Hold(SeedRun run, double floor)
    {
        foreach (var (name, count) in run.Counts.Traits.Concat(run.Counts.Held).Concat(run.Counts.Excuses))
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{count,9}  {name}");
        }

        Assert.True(run.Violations == 0, Story(run));

        // What makes an outage hard is drawn often enough, and every rule had something to look at.
        string[] hard = ["crashed in commit", "infeasible", "dual-feed", "several UPSes", "partitioned", "blind path", "coordinator lost", "suspended", "rebooted", "bad wire", "battery lied", "agent crashed", "second outage in the restart", "overloaded", "observe", "stopped by lease", "mains came back", "somebody restarted", "somebody missed", "more than 20 nodes", "low battery shown", "forced shutdown shown", "no runtime told", "feed cut", "cut refused or aborted", "outlets cut", "somebody shed", "outlet cycled", "outlet switched on only", "watts declared", "load moved", "overload foreseen", "self-test", "self-test as the mains went", "wall clock jumped back",
            "service shed", "units stopped", "units hung", "stop took longer",
            "urgent: on_battery", "urgent: charge", "urgent: runtime", "urgent: depletion", "urgent: contact_lost", "urgent: low_battery", "urgent: overload", "urgent: temperature", "urgent: heat",
            "operator asked for a shutdown", "operator's shutdown joined", "operator cancelled", "operator held", "operator released", "operator started", "somebody stopped by an operator",
            "cut by others", "went by its own upsmon", "blind: stay", "blind: stop_after", "went blind"];
        Assert.All(hard, trait => Assert.True(run.Counts.Traits.GetValueOrDefault(trait) >= (Rare.TryGetValue(trait, out var least) ? Math.Floor(least * run.Seeds) : floor * run.Seeds), $"{trait}: {run.Counts.Traits.GetValueOrDefault(trait)} of {run.Seeds}"));
        string[] rules = ["I1", "I2", "I3", "I4", "I5", "I6", "I7", "I8", "I9", "I10", "P22", "P23", "P28"];
        var shortOnes = run.Counts.Held.GetValueOrDefault("I3 (short outage, one crash or partition)");
        Assert.True(shortOnes >= floor * run.Seeds, $"short outages with one fault: {shortOnes}");
        Assert.All(rules, rule => Assert.True(run.Counts.Held.GetValueOrDefault(rule) > 0, $"{rule} looked at nothing"));

        // No excuse is granted that is not known here, and none carries a rule.
        Assert.All(run.Counts.Excuses, excuse =>
        {
            var rule = excuse.Key.Split(' ')[0];
            var looks = run.Counts.Held.GetValueOrDefault(rule) + run.Counts.Excuses.Where(other => other.Key.StartsWith(rule + " ", StringComparison.Ordinal)).Sum(other => other.Value);
            Assert.True(Ceilings.TryGetValue(excuse.Key, out var most), $"{excuse.Key} is no known excuse");
            Assert.True(excuse.Value <= Math.Max(FewLooks, most * looks), $"{excuse.Key}: {excuse.Value} of {looks}");
        });
    }

    private static string Story(SeedRun run)
    {
        var text = new StringBuilder($"seeds {run.Seeds}, violations {run.Violations}\n");
        foreach (var (seed, result) in run.Broken.Take(3))
        {
            text.Append($"tests/simulate --seeds {seed}\n").AppendJoin('\n', result.Violations.Take(5)).Append('\n');
        }

        return text.ToString();
    }
}
