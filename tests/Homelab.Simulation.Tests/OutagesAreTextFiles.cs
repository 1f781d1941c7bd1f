using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using Homelab.Simulation.Draws;
using Homelab.Simulation.Scripts;
using Homelab.Simulation.Timelines;
using Homelab.TestKit.Repo;

namespace Homelab.Simulation.Tests;

/// <summary>What an operator writes, what becomes of it, and what he is told where it is wrong.</summary>
public class OutagesAreTextFiles
{
    [Theory]
    [InlineData("evening")]
    [InlineData("coordinator-lost")]
    [InlineData("switch-dies")]
    [InlineData("short")]
    [InlineData("runtime-full")]
    public void An_outage_is_played_the_same_each_time(string name) => Played(name, Rack.Lab);

    [Theory]
    [InlineData("upsd-off")]
    [InlineData("upsd-off-alone")]
    public void A_lab_whose_upsd_is_off_is_on_again_in_the_end(string name)
    {
        var lab = Played(name, Rack.Attic);
        Assert.All(lab.Machines.Values, machine => Assert.True(machine.IsRunning, $"{machine.Name} is {machine.Phase}"));
        Assert.Contains(lab.Journal, entry => entry is { Transition: SequenceTransition.LookOrdered, Node: "nas" });
    }

    private static SimulatedLab Played(string name, LabConfig config)
    {
        const string Outages = "tests/Homelab.Simulation.Tests/Outages";
        var text = Repository.Read($"{Outages}/{name}.outage");
        var read = OutageFile.Parse(text, $"{name}.outage", config);
        Assert.Empty(read.Errors);
        var lab = new SimulatedLab(config, read.Script!, seed: 1);
        var result = lab.Run();
        Assert.Empty(result.Violations);
        var actual = TimelineText.Of(result.Timeline);
        Assert.Equal(GoldenFile.Expected($"{Outages}/{name}.timeline", actual), actual);
        return lab;
    }

    [Theory]
    [InlineData("at soon ups loses mains", "evening.outage:1: error: after `at` comes a time")]
    [InlineData("at 10s cellar loses mains", "evening.outage:1: error: the lab has no feed and no node cellar; its feeds: ups; its nodes: hub, web, db, nas")]
    [InlineData("at 10s switch attic dies", "evening.outage:1: error: the lab has no switch attic; its switches: core")]
    [InlineData("at 10s ups explodes", "evening.outage:1: error: `ups explodes` is not a sentence that is known. Of this can be said: FEED lasts SPAN;")]
    [InlineData("# nothing", "evening.outage:1: error: it says nothing. Write for example: at 10s ups loses mains")]
    [InlineData("end", "evening.outage:1: error: `end` needs a time")]
    [InlineData("at 10s", "evening.outage:1: error: after the time comes what happens")]
    public void A_mistake_is_named_with_its_line(string text, string error) =>
        Assert.StartsWith(error, Assert.Single(OutageFile.Parse(text, "evening.outage", Rack.Lab).Errors), StringComparison.Ordinal);

    [Fact]
    public void Whatever_a_seed_draws_can_be_written_and_read_back()
    {
        foreach (var drawn in Enumerable.Range(1, 200).Select(DrawnSimulation.Of))
        {
            var read = OutageFile.Parse(drawn.Script.ToText(), "drawn.outage", drawn.Lab);
            Assert.Empty(read.Errors);
            Assert.Equal(drawn.Script.ToText(), read.Script!.ToText());
        }
    }

    [Fact]
    public void Every_sentence_stands_in_the_documentation()
    {
        var page = Repository.Read("docs/simulation.md");
        Assert.All(OutagePhrases.All, phrase => Assert.Contains($"| `{phrase.Example}` | {phrase.Meaning} |", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Phrases_stand_in_the_order_of_their_acts() =>
        Assert.Equal(Enum.GetValues<OutageAct>(), OutagePhrases.All.Select(phrase => phrase.Act));
}
