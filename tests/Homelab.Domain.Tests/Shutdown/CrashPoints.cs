using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using static Homelab.Domain.Tests.Shutdown.AnOutageIsPlayed;
using static Homelab.Domain.Tests.Shutdown.Labs;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>
/// The coordinator dies at every row of the transition table: before the journal has it, after the journal has it, and after its effects.
/// The next one goes on from the journal that is left. A row that no story reaches fails.
/// </summary>
public class CrashPoints
{
    public static TheoryData<SequenceTransition, string> Points
    {
        get
        {
            var points = new TheoryData<SequenceTransition, string>();
            foreach (var row in SequenceTable.Rows)
            {
                foreach (var moment in Enum.GetNames<CrashMoment>())
                {
                    points.Add(row.Transition, moment);
                }
            }

            return points;
        }
    }

    private sealed record Story(Func<EngineHarness> Play, double Until, Action<EngineHarness> Judge);

    private static Story StoryOf(SequenceTransition transition) => transition switch
    {
        SequenceTransition.StepAdvised => new(() => Outage(Harness(Rack with { Mode = LabMode.Observe })), 420, lab =>
        {
            Assert.Empty(lab.Stops);
            var advised = lab.Journal.Where(entry => entry.Transition == SequenceTransition.StepAdvised).Select(entry => entry.Node).ToList();
            Assert.Equal(["web", "db", "nas", "hub"], advised);
        }),
        SequenceTransition.CauseJoined => new(
            () => Harness(runtime: 4000).At(10, lab => lab.Ups("u").Turn("OB DISCHRG")).At(60, lab => lab.AskUntilDone(OperatorWish.ShutDown, state => state.Causes.Contains(Cause.Operator))),
            400,
            Ordered),
        SequenceTransition.Held or SequenceTransition.Released or SequenceTransition.CauseGone => new(
            () => Harness(runtime: 4000)
                .At(10, lab => lab.Ups("u").Turn("OB DISCHRG"))
                .At(15, lab => lab.AskUntilDone(OperatorWish.Hold, state => state.IsHeld))
                .At(30, lab => lab.AskUntilDone(OperatorWish.ShutDown, state => state.Causes.Contains(Cause.Operator)))
                .At(60, lab => lab.AskUntilDone(OperatorWish.Cancel, state => !state.Causes.Contains(Cause.Operator)))
                .At(90, lab => lab.AskUntilDone(OperatorWish.Release, state => !state.IsHeld))
                .At(120, lab => lab.Ups("u").Turn("OL CHRG")),
            400,
            lab =>
            {
                Assert.Empty(lab.Stops);
                Assert.False(lab.Engine!.State.IsRunning);
            }),
        SequenceTransition.Disarmed => new(() => Outage(Harness()).At(60, lab => lab.TakeLab(Rack with { Mode = LabMode.Observe })), 500, lab =>
        {
            Assert.Empty(lab.Stops);
            Assert.Single(lab.Journal, entry => entry.Transition == SequenceTransition.Disarmed);
        }),
        SequenceTransition.FeedJoined => new(
            () => new EngineHarness(TwoFeeds, ("u", 400), ("v", 500)).At(10, lab => lab.Ups("u").Turn("OB DISCHRG")).At(60, lab => lab.Ups("v").Turn("OB DISCHRG")),
            600,
            lab =>
            {
                Assert.Equal(["web", "db", "nas", "hub"], Order(lab));
                OneAfterTheOther(lab);
            }),
        SequenceTransition.StepRefused => new(
            () =>
            {
                var lab = Outage(Harness());
                lab.Agent("web").Refuses();
                return lab;
            },
            420,
            lab =>
            {
                Assert.Equal(["db", "nas", "hub"], Order(lab));
                OneAfterTheOther(lab);
            }),
        SequenceTransition.StepSeenOff => new(
            () =>
            {
                var lab = Outage(Harness(runtime: 600));
                lab.Agent("web").IsMetered = true;
                lab.Agent("web").StopTakes = TimeSpan.FromSeconds(1);

                // With a long bound the signs come before the presumption.
                return lab;
            },
            620,
            Ordered),
        SequenceTransition.StepReopened => new(
            () =>
            {
                var lab = Outage(Harness());
                lab.Clock.Every(TimeSpan.FromSeconds(1), () => !Reboot(lab.Agent("web")));
                return lab;
            },
            420,
            lab =>
            {
                Assert.Equal(["web", "web", "db", "nas", "hub"], Order(lab));
                Assert.All(lab.Agents, agent => Assert.NotNull(agent.OffSince));
            }),
        SequenceTransition.MainsBack or SequenceTransition.OutageEnded => new(() => Outage(Harness(), until: 60), 600, lab =>
        {
            Assert.Empty(lab.Stops);
            Assert.False(lab.Engine!.State.IsRunning);
            Assert.All(lab.Agents, agent => Assert.Null(agent.State.Lease));
        }),
        SequenceTransition.GateOpened or SequenceTransition.StartOrdered or SequenceTransition.NodeReturned => new(
            () => TheLabComesBack.Half(TheLabComesBack.Woken), 1200, TheLabComesBack.Everybody),
        SequenceTransition.NodeMissed => new(
            () =>
            {
                var lab = TheLabComesBack.Half(TheLabComesBack.Woken);
                lab.Wire.HearsMagicPackets = false;
                return lab;
            },
            3000,
            lab => Assert.Equal(["db", "web"], lab.Journal.Where(entry => entry.Transition == SequenceTransition.NodeMissed).Select(entry => entry.Node).Order())),
        SequenceTransition.DrillEnded => new(
            () => ANodeIsDrilled.Drilled(),
            900,
            lab =>
            {
                Assert.True(lab.Engine!.Drills.Results["web"].HasStarted);
                Assert.Single(lab.Journal, entry => entry.Transition == SequenceTransition.DrillEnded);
                Assert.All(lab.Agents, agent => Assert.True(agent.IsRunning));
            }),
        SequenceTransition.TargetJoined => new(
            () =>
            {
                // Off for long enough that nobody takes it for on.
                var lab = Outage(Harness(), from: 700);
                lab.Agent("web").SwitchOff();
                return lab.At(720, it => it.Agent("web").Boot());
            },
            1110,
            Ordered),
        SequenceTransition.FsdSet or SequenceTransition.CutOrdered or SequenceTransition.CutConfirmed => new(
            AFeedIsCut.Urgent, 420, lab =>
            {
                Ordered(lab);
                Assert.Empty(lab.Darkened);
                Assert.False(lab.Ups("u").IsLive);
            }),
        SequenceTransition.CutRefused => new(
            () =>
            {
                var lab = AFeedIsCut.Urgent();
                lab.Ups("u").RefusesCut = "it knows no such command";
                return lab;
            },
            420,
            Ordered),
        SequenceTransition.CutAborted => new(
            () =>
            {
                var lab = Outage(Harness(AFeedIsCut.Cut, runtime: 400));
                lab.Agent("web").Refuses();
                return lab;
            },
            420,
            lab =>
            {
                Assert.Equal(["db", "nas", "hub"], Order(lab));
                Assert.Empty(lab.Ups("u").Told);
            }),
        SequenceTransition.LookOrdered => new(SomebodyIsStartedToLook.BackWithItsMains, 1500, SomebodyIsStartedToLook.Everybody),
        SequenceTransition.FeedUnread => new(SomebodyIsStartedToLook.NeverRead, 9500, SomebodyIsStartedToLook.Named),
        SequenceTransition.MainsLostAgain => new(() => Outage(Outage(Harness(), until: 60), from: 65), 500, Ordered),
        _ => new(() => Outage(Harness()), 420, Ordered),
    };

    private static readonly LabConfig TwoFeeds = Rack with
    {
        Feeds = [Ups("u", "hub.lan"), Ups("v", "hub.lan")],
        Nodes = [.. Rack.Nodes.Select(node => node.Name is "web" or "db" ? node with { Feeds = ["v"] } : node with { Feeds = ["u", "v"] })],
    };

    private static void Ordered(EngineHarness lab)
    {
        Assert.Equal(["web", "db", "nas", "hub"], Order(lab));
        OneAfterTheOther(lab);
    }

    private static bool Reboot(HarnessAgent agent)
    {
        if (agent.OffSince is null)
        {
            return false;
        }

        agent.Boot();
        return true;
    }

    [Theory]
    [MemberData(nameof(Points))]
    public void A_crash_here_neither_breaks_the_order_nor_repeats_one(SequenceTransition transition, string moment)
    {
        var story = StoryOf(transition);
        var whole = story.Play().RunUntil(story.Until);
        story.Judge(whole);
        var occurrences = whole.Journal.Count(entry => entry.Transition == transition);
        Assert.True(occurrences > 0, $"No story reaches {transition}");

        // The first time, and the last: what stands before and after it differs most.
        foreach (var chosen in new[] { 1, occurrences }.Distinct())
        {
            var met = 0;
            var crashed = false;
            var lab = story.Play();
            lab.CrashesAt = entry =>
            {
                if (crashed || entry.Transition != transition || ++met != chosen)
                {
                    return null;
                }

                crashed = true;
                return Enum.Parse<CrashMoment>(moment);
            };
            lab.RunUntil(story.Until + 5);
            Assert.True(crashed, $"{transition} was not reached the {chosen}. time");
            story.Judge(lab);
            ObeyedOnce(lab);
        }
    }
}
