using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using static Homelab.Domain.Tests.Shutdown.AnOutageIsPlayed;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>What an outage that was played proves of how long stops take (P21): only what was seen.</summary>
public class OutagesTeachStops
{
    private static StopSample[] Of(EngineHarness lab, string subject) => [.. lab.Engine!.Stops.Samples.GetValueOrDefault(subject, [])];

    /// <summary>The coordinator's host is out of it, so that somebody is left to ask.</summary>
    private static EngineHarness Played(Action<EngineHarness> prepare, double until = 395)
    {
        var rack = Rack with { Nodes = [.. Rack.Nodes.Select(node => node.IsCoordinator ? node with { Feeds = [] } : node)] };
        var lab = Harness(rack);
        prepare(lab);
        return Outage(lab).RunUntil(until);
    }

    [Fact]
    public void A_machine_whose_load_is_metered_is_seen_to_its_end()
    {
        var lab = Played(lab =>
        {
            foreach (var agent in lab.Agents)
            {
                agent.IsMetered = true;
            }

            lab.Agent("web").StopTakes = TimeSpan.FromSeconds(18);
        });
        var sample = Assert.Single(Of(lab, "web"), sample => sample.Evidence == StopEvidence.Seen);
        Assert.InRange(sample.Took.TotalSeconds, 17, 20);
    }

    [Fact]
    public void Without_a_meter_the_last_sign_of_life_is_the_least_that_it_took()
    {
        var lab = Played(_ => { });
        Assert.All(Of(lab, "web"), sample => Assert.Equal(StopEvidence.AtLeast, sample.Evidence));
        Assert.All(Of(lab, "web"), sample => Assert.InRange(sample.Took.TotalSeconds, 0, 3));
        Assert.Empty(lab.Engine!.Stops.Learned(lab.Lab));
    }

    [Fact]
    public void A_port_that_answers_for_long_raises_the_duration_for_the_next_plan()
    {
        var lab = Played(lab =>
        {
            // Its network stays up for 28 of the 20 seconds that are declared.
            lab.Agent("db").StopTakes = TimeSpan.FromSeconds(28);
            lab.Clock.Every(TimeSpan.FromSeconds(1), () =>
            {
                if (lab.Agent("db").StoppingSince is not null && lab.IsCoordinatorUp)
                {
                    lab.Step(new OutageInput.ProbeSeen("db", lab.Agent("db").OffSince is null));
                }

                return true;
            });
        });
        Assert.Contains(Of(lab, "db"), sample => sample.Evidence == StopEvidence.AtLeast && sample.Took.TotalSeconds is > 26 and < 31);
        Assert.True(lab.Engine!.Stops.Learned(lab.Lab)["db"].Took.TotalSeconds > 26);
        Assert.False(lab.Engine.Learned.ContainsKey("db"), "A plan must not change its mind within an outage.");
        lab.Ups("u").Turn("OL CHRG");
        lab.RunUntil(500);
        Assert.False(lab.Engine.State.IsRunning);
        Assert.True(lab.Engine.Learned.ContainsKey("db"));
    }

    [Fact]
    public void A_coordinator_that_was_away_itself_takes_its_own_absence_for_nobodys_stop()
    {
        var lab = Played(lab =>
        {
            var isDone = false;
            lab.Watch = () =>
            {
                if (!isDone && lab.Journal.Exists(entry => entry is { Transition: SequenceTransition.StepAcknowledged, Node: "web" }))
                {
                    isDone = true;
                    lab.Clock.After(TimeSpan.Zero, lab.StopCoordinator);
                    lab.Clock.After(TimeSpan.FromSeconds(15), lab.StartCoordinator);
                }
            };
        });
        Assert.Contains(lab.Journal, entry => entry is { Transition: SequenceTransition.StepPresumed or SequenceTransition.StepSeenOff, Node: "web" });
        Assert.Empty(Of(lab, "web"));
    }

    [Theory]
    [InlineData(0.5, StopEvidence.Seen, 5)]
    [InlineData(2, StopEvidence.AtLeast, 10)]
    public void Units_are_seen_to_stop_and_those_that_hang_count_as_their_deadline(double part, StopEvidence evidence, double seconds)
    {
        var lab = Harness(ServicesStopFirst.Units, runtime: 900);
        lab.Agent("web").UnitsTake = part;
        lab.Watch = () =>
        {
            if (lab.Units.Count > 0 && lab.Ups("u").IsOnBattery)
            {
                lab.Ups("u").Turn("OL CHRG");
            }
        };
        Outage(lab).RunUntil(1200);
        var sample = Assert.Single(Of(lab, "service:site@web"));
        Assert.Equal(evidence, sample.Evidence);
        Assert.Equal(seconds, sample.Took.TotalSeconds, 1);
    }

    [Fact]
    public void What_only_watches_teaches_nothing()
    {
        var lab = Harness(Rack with { Mode = LabMode.Observe });
        Outage(lab).RunUntil(395);
        Assert.Empty(lab.Engine!.Stops.Samples);
    }
}
