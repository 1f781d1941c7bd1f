using CsCheck;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;
using Homelab.Domain.Shutdown;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>An agent alone, with random readings, gaps and restarts: what may lengthen its lease, and what never does.</summary>
public class AloneNothingIsGained
{
    private static readonly string[] Statuses = ["OL CHRG", "OL", "OB DISCHRG", "OB DISCHRG LB", "OL FSD", "FSD OB", "", "OL CAL", "OL OB", "BYPASS"];

    private static readonly AgentWatch Watch = new()
    {
        Feeds = [Labs.Ups("u"), Labs.Ups("v")],
        Groups = [new FeedGroup("a", ["u"]), new FeedGroup("b", ["v"])],
        Reserve = TimeSpan.FromSeconds(90),
        Wait = TimeSpan.FromSeconds(30),
        IsArmed = true,
    };

    [Fact]
    public void Only_a_fresh_plain_reading_on_line_of_each_named_feed_lengthens_or_ends_a_lease_P9_I8()
    {
        var (lengthened, ended, expired) = (0, 0, 0);
        Gen.Int[0, int.MaxValue - 1].Sample(
            seed =>
            {
                var random = new Random(seed);
                string[] named = random.Next(3) switch { 0 => ["u"], 1 => ["v"], _ => ["u", "v"] };
                var start = Moment.FromSeconds(100);
                var state = AnAgentAlone.Leased(Watch, named);
                var feeds = new Dictionary<string, FeedState> { ["u"] = FeedState.NeverHeard, ["v"] = FeedState.NeverHeard };
                var last = new Dictionary<string, (string Status, Moment At)>();
                var seconds = 103.0;
                for (var step = 0; step < 150 && state is { Lease: not null, HasExpired: false }; step++)
                {
                    seconds += random.NextDouble() < 0.1 ? random.Next(1, 40) : random.NextDouble() * 3;
                    var now = Moment.FromSeconds(seconds);
                    foreach (var name in feeds.Keys.Where(_ => random.NextDouble() < 0.7).ToList())
                    {
                        var status = random.NextDouble() < 0.6 ? "OL CHRG" : Statuses[random.Next(Statuses.Length)];
                        feeds[name] = feeds[name].Observe(
                            new FeedAnswered(now, UpsVariables.Read(new Dictionary<string, string> { ["ups.status"] = status, ["battery.runtime"] = $"{random.Next(100, 3000)}" })), Watch.Policy);
                        last[name] = (status, now);
                    }

                    if (random.NextDouble() < 0.05)
                    {
                        // The process starts again; it has what lies on tmpfs, and its feeds are read anew.
                        state = state with { HeardAt = null, Read = [], AskedAt = null };
                        feeds = feeds.Keys.ToDictionary(name => name, _ => FeedState.NeverHeard);
                    }

                    var before = state.Lease!.Expiry;
                    var read = feeds.Select(feed => FeedAssessor.Assess(Watch.Feeds.Single(known => known.Name == feed.Key), Watch.Policy, feed.Value, now));
                    (state, _) = LastResort.Advance(state, new AgentPowerInput.FeedsRead([.. read]), now);
                    expired += state.HasExpired ? 1 : 0;
                    if (state.HasExpired || (state.Lease is { } lease && lease.Expiry <= before))
                    {
                        continue;
                    }

                    // It gained: each named feed says plainly and freshly that it is on line.
                    Assert.All(named, name =>
                    {
                        var (status, at) = last[name];
                        Assert.StartsWith("OL", status, StringComparison.Ordinal);
                        Assert.DoesNotContain("FSD", status, StringComparison.Ordinal);
                        Assert.DoesNotContain("CAL", status, StringComparison.Ordinal);
                        Assert.DoesNotContain("OB", status, StringComparison.Ordinal);
                        Assert.True(now - at <= Watch.Policy.MaxAge);
                    });

                    // And never by more than the time on line and what one reading is good for.
                    if (state.Lease is { } longer)
                    {
                        lengthened++;
                        Assert.True(longer.Expiry - Moment.FromSeconds(400) <= now - start + Watch.Policy.MaxAge, $"seed {seed}: {longer.Expiry}");
                    }
                    else
                    {
                        ended++;
                    }
                }
            },
            iter: 1500,
            threads: 1);
        Assert.True(lengthened > 300 && ended > 300 && expired > 100, $"{lengthened} {ended} {expired}");
    }

    [Fact]
    public void Agents_that_read_the_same_feed_keep_their_order_whenever_it_comes_back_P7()
    {
        var stop = TimeSpan.FromSeconds(20);
        Gen.Int[0, int.MaxValue - 1].Sample(
            seed =>
            {
                var random = new Random(seed);
                var first = Watch with { Groups = [new FeedGroup("a", ["u"])], Wait = TimeSpan.Zero };
                var second = first with { Wait = stop * 1.02 };
                var a = AnAgentAlone.Leased(first, "u");
                var b = AnAgentAlone.Leased(second, "u") with { Lease = a.Lease! with { Expiry = a.Lease!.Expiry + stop * (1.02 + random.NextDouble()) } };
                var feed = FeedState.NeverHeard;
                for (var seconds = 103.0; seconds < 700; seconds += 2)
                {
                    var now = Moment.FromSeconds(seconds);
                    if (random.NextDouble() < 0.9)
                    {
                        var status = random.NextDouble() < 0.3 ? "OL CHRG" : "OB DISCHRG";
                        feed = feed.Observe(new FeedAnswered(now, UpsVariables.Read(new Dictionary<string, string> { ["ups.status"] = status })), first.Policy);
                    }

                    var read = FeedAssessor.Assess(first.Feeds[0], first.Policy, feed, now);
                    (a, _) = LastResort.Advance(a, new AgentPowerInput.FeedsRead([read]), now);
                    (b, _) = LastResort.Advance(b, new AgentPowerInput.FeedsRead([read]), now);
                    if (a is { Lease: { } dependent, HasExpired: false } && b is { Lease: { } need, HasExpired: false })
                    {
                        Assert.True(need.Expiry >= dependent.Expiry + stop * 1.02, $"seed {seed} at {seconds}: {dependent.Expiry} and {need.Expiry}");
                    }
                }
            },
            iter: 300,
            threads: 1);
    }
}
