using Homelab.Simulation.Draws;

namespace Homelab.Simulation.Tests;

/// <summary>Outages in which a rule was broken once, outside the seeds that every run plays: what was mended stays mended.</summary>
public class SeedsThatBrokeARule
{
    /// <summary>Drawn from the first set of kinds: one more would make others of them.</summary>
    public static TheoryData<int, string> Seeds => new()
    {
        { 1549, "an instance that stops already is not the one that outlives" },
        { 1977, "nor one that may have gone unseen while the coordinator was away" },
        { 2766, "a node that went alone with no outage open is nobody's to start" },
        { 3181, "the same, with the coordinator cut off" },
        { 3288, "an operator's shutdown goes on over a boot of who is asked" },
        { 3417, "what an operator takes back is owed its start again" },
        { 3463, "what was granted binds over a restart, not what own reading made of it" },
        { 3519, "a node that guesses" },
        { 3641, "what was granted binds over a restart" },
        { 3899, "a dependent that stops by its own guess" },
        { 4289, "what was out of reach when it was asked to stop stays off" },
        { 4307, "a feed at low battery with clients of others counts for nothing" },
        { 4644, "the same at FSD" },
        { 4751, "a cut waits for who was asked to stop" },
        { 4812, "a cut's delay has the stop of a host that was asked to" },
        { 4952, "asked for in one breath, they keep their order" },
        { 5017, "a lease that runs out in silence, and a dependent that hears nothing" },
        { 5729, "a way that is open for a moment carries no word" },
        { 5754, "the same" },
        { 5875, "a cut does not come as a node starts again" },
        { 5915, "who took its order is waited for" },
        { 6045, "asked for in one breath" },
        { 6112, "a feed whose upsd went before its mains" },
        { 6201, "who was heard after its lease was over" },
        { 6252, "a boot that stops before it has said hello" },
        { 6416, "an upsmon of its own without an outage" },
        { 6495, "a wish that is held to its latest start" },
        { 6591, "the same, without the coordinator" },
        { 7245, "a feed that was given up for heat is looked at again" },
        { 7614, "a lease that binds since an outage before" },
        { 8506, "nobody waits for a machine that an earlier outage stopped" },
        { 8595, "who started again while nobody could read its feed, unordered" },
        { 9755, "what is asked of a coordinator that reads first is asked again" },
    };

    /// <summary>Drawn from both sets.</summary>
    public static TheoryData<int, string> LaterSeeds => new()
    {
        { 221, "a dependent that sleeps over the end of its lease is presumed off" },
        { 1009, "in the minute of a self-test no coordinator can tell anybody of OB" },
        { 1230, "the same" },
        { 10196, "the same" },
        { 11976, "the same" },
        { 7889, "a lease that was answered after its outage was over" },
        { 10752, "the same" },
        { 760, "in the minute of a self-test nobody sees that the dependent is dying" },
        { 1593, "the same" },
        { 2619, "the same" },
        { 10445, "nor that both feeds of it are, before the second was read" },
        { 17766, "the same as 760" },
        { 961, "a cut at the margin by an estimate from before the load fell, which the UPS did not share" },
        { 5017, "who went by its lease starts again by its own reckoning, and was cut" },
        { 15981, "the same" },
        { 16352, "the coordinator's host went, and nobody told the host that was to stop within the delay of the cut" },
        { 12644, "an operator's shutdown waited for machines that only an earlier coordinator knew" },
        { 15465, "for one that was off before it began" },
        { 17898, "for one that an inhibitor kept" },
        { 15469, "for one that may not be powered off" },
        { 19726, "the same" },
        { 4024, "a machine that an earlier outage ordered was taken for off while it stopped" },
        { 17806, "a coordinator that starts again has the journal's word for a feed that nobody can read" },
        { 14491, "a word that came in a way that was open for a moment is a word" },
        { 18308, "the same" },
        { 14699, "a lease that is lengthened after the order keeps its node" },
        { 6710, "two clocks drift apart from when a lease was given, not from now" },
        { 7119, "the same" },
        { 12825, "a dependent that starts again between the order and its first word" },
        { 19914, "the same" },
        { 9391, "a node that starts again alone, on a battery that does not outlast the grace" },
        { 14239, "the same" },
        { 15291, "the same" },
        { 16594, "the same" },
        { 1479, "by an old reading nobody gives up the grace" },
        { 505, "a dependent that started in silence, of which the other's lease knows nothing" },
        { 2041, "who is started to look whether it is cool has the time in which heat ends" },
        { 4598, "who has just come back does not go by a plan that counted it as gone" },
        { 9877, "a cut at the margin, as soon as the coordinator is back, over who goes by its lease" },
        { 12289, "a host outside the outage that nobody hears serves nobody" },
        { 12140, "the other instances lost their power, and nobody could lengthen a lease" },
        { 14572, "they were switched off by hand, with what both needed, so that no lease could be lengthened" },
        { 12222, "a late message changes nothing as an agent concludes alone" },
        { 12333, "a UPS that answers carries its load, however empty it is reckoned" },
        { 16460, "low battery is not the end by which a cut may hit who runs" },
        { 16956, "who is about to start again is nobody whom a lease could have known of" },
        { 17021, "an instance that is off keeps nobody's order" },
        { 14854, "nor does one that stops already, whoever asks" },
        { 14123, "one that nobody hears keeps it only for as long as it is there" },
        { 10238, "who is heard is chosen before who may be off" },
        { 2307, "what a UPS carried before comes back (P8), over a restart too" },
        { 13904, "the same" },
        { 16079, "the same, where it tells no load" },
        { 3467, "what moved from an empty UPS to one that nobody reads" },
        { 3180, "what moves from a UPS whose end nobody can tell" },
        { 7052, "the same, and it is too much" },
        { 16202, "the same" },
        { 3870, "a machine that is off does not reboot" },
        { 16478, "an upsmon that starts again remembers nothing" },
        { 1388, "an order goes by what the coordinator sees, whatever its node has read" },
        { 14659, "the end of an outage is told again to who stopped units and holds no lease" },
        { 5065, "a feed that only a past coordinator read, in an outage that is over, is unknown" },
        { 16601, "the delay of a cut begins with the order, and not when the UPS says that it took it" },
    };

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Break_none_any_more(int seed, string why) => Hold(seed, 1, why);

    [Theory]
    [MemberData(nameof(LaterSeeds))]
    public void And_none_of_the_later_ones(int seed, string why) => Hold(seed, 2, why);

    private static void Hold(int seed, int sets, string why)
    {
        var result = DrawnSimulation.Of(seed, sets).Build(AnySeed.ShippedJournal).Run();
        Assert.True(result.Violations.IsEmpty, $"seed {seed} ({why}): {string.Join("; ", result.Violations.Take(3))}");
    }
}
