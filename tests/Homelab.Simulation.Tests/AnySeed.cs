using System.Text;
using Homelab.Coordinator.Outage;
using Homelab.Simulation.Draws;
using Homelab.Simulation.Timelines;

namespace Homelab.Simulation.Tests;

/// <summary>Random labs in random outages: no rule is broken, and the seeds are not all easy.</summary>
public class AnySeed
{
    internal static readonly SimulationPorts ShippedJournal = new() { Journal = entry => JournalCodec.Decode(JournalCodec.Encode(entry)) };

    [Fact]
    public void No_rule_is_broken_in_300_outages() => Hold(SeedRun.Of(1, 300, ShippedJournal), floor: 1.0 / 300);

    [Fact]
    [Trait("Run", "full")]
    public void No_rule_is_broken_in_20000_outages() => Hold(SeedRun.Of(1, 20_000, ShippedJournal), floor: 0.005);

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

    private static void Hold(SeedRun run, double floor)
    {
        Assert.True(run.Violations == 0, Story(run));

        // What makes an outage hard is drawn often enough, and every rule had something to look at.
        string[] hard = ["crashed in commit", "infeasible", "dual-feed", "several UPSes", "partitioned", "blind path", "coordinator lost", "suspended", "rebooted", "bad wire", "battery lied", "observe", "stopped by lease", "mains came back", "somebody restarted", "somebody missed", "more than 20 nodes"];
        Assert.All(hard, trait => Assert.True(run.Counts.Traits.GetValueOrDefault(trait) >= floor * run.Seeds, $"{trait}: {run.Counts.Traits.GetValueOrDefault(trait)} of {run.Seeds}"));
        string[] rules = ["I2", "I3", "I4", "I5", "I6", "I8", "I9", "I10", "P22"];
        Assert.All(rules, rule => Assert.True(run.Counts.Held.GetValueOrDefault(rule) > 0, $"{rule} looked at nothing"));
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
