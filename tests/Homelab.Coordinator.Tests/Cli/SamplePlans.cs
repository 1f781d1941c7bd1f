using Homelab.Contracts.V1;

namespace Homelab.Coordinator.Tests.Cli;

/// <summary>Plans and outages of the lab <c>attic</c>.</summary>
internal static class SamplePlans
{
    public static Plan Feasible() => new()
    {
        Generation = 42,
        MadeWallMs = SampleAnswers.Ago(2),
        DyingFeeds = { "rack-ups" },
        Feasible = true,
        RuntimeSeconds = 420,
        NeededSeconds = 256.4,
        Budgets = { new FeedBudget { Feed = "rack-ups", NeededSeconds = 256.4, GivenSeconds = 420 } },
        Steps =
        {
            Step("pi1", 30, 240, 260, 20, "nas must be off after it: cloud on nas needs dns"),
            Step("nas", 264, 264, 357, 90, "rack-ups is empty in 7m00s, less the margin of 1m00s", "pi1"),
            Step("hub", 328, 328, 360, 30, "the coordinator's node goes last", "nas", "pi1"),
        },
        Notes = { "The runtime of rack-ups is reported.", "recorder runs no agent: it is not stopped, and loses power when its feed is empty." },
    };

    public static Plan Infeasible()
    {
        var plan = Feasible();
        plan.Feasible = false;
        plan.NeededSeconds = 580;
        plan.Budgets[0].NeededSeconds = 580;
        plan.ShortfallSeconds = 160;
        plan.Steps[0].StartSeconds = -12;
        plan.Dropped.Add(new DroppedEdge { From = "pi1", To = "nas", Reason = "soft, and the time does not suffice" });
        plan.Findings.Add("nas ends 13s after its feed is empty.");
        return plan;
    }

    public static Plan WithoutRuntime()
    {
        var plan = Feasible();
        plan.ClearRuntimeSeconds();
        plan.Budgets[0].ClearGivenSeconds();
        plan.Steps.Clear();
        plan.Steps.AddRange([
            Step("pi1", 30, 30, 50, 20, "off before nas begins to stop: cloud on nas needs dns on pi1"),
            Step("nas", 74, 74, 166, 90, "off before hub begins to stop: the coordinator runs on hub and goes last", "pi1"),
            Step("hub", 166, 166, 197, 30, "rack-ups tells no runtime and is taken to last 4m17s, what the order needs; 30s to stop and 1m00s to spare come off", "nas", "pi1"),
        ]);
        plan.Notes[0] = "rack-ups tells no runtime: it is taken to last as long as the order needs.";
        return plan;
    }

    public static Contracts.V1.Outage Running()
    {
        var plan = Feasible();
        plan.MadeWallMs = SampleAnswers.Ago(130);
        plan.RuntimeSeconds -= 130;
        plan.Budgets[0].NeededSeconds -= 130;
        plan.Budgets[0].GivenSeconds -= 130;
        foreach (var step in plan.Steps)
        {
            step.StartSeconds -= 130;
            step.LatestStartSeconds -= 130;
            step.FinishBySeconds -= 130;
        }

        return new Contracts.V1.Outage
        {
            Id = "o-17",
            Phase = "Stopping",
            BeganWallMs = SampleAnswers.Ago(130),
            Feeds = { "rack-ups" },
            Plan = plan,
            Steps =
            {
                new OutageStep
                {
                    Id = "stop:pi1", Target = "pi1", State = "SeenOff", OrderedWallMs = SampleAnswers.Ago(100), OffWallMs = SampleAnswers.Ago(61),
                    Evidence = "stream closed, and tcp:22 silent while the switch answers",
                },
                new OutageStep { Id = "stop:nas", Target = "nas", State = "Pending" },
                new OutageStep { Id = "stop:hub", Target = "hub", State = "Pending" },
            },
            Notes =
            {
                new OutageNote { WallMs = SampleAnswers.Ago(130), Message = "rack-ups is on battery." },
                new OutageNote { WallMs = SampleAnswers.Ago(100), Message = "The grace of 30s is over: pi1 is ordered off." },
            },
        };
    }

    public static Contracts.V1.Outage Ended()
    {
        var outage = Running();
        outage.Phase = "Ended";
        outage.Advisory = true;
        outage.CommittedFeeds.Add("rack-ups");
        outage.Steps[1].State = "Presumed";
        outage.Steps[2].State = "Refused";
        outage.Steps[2].Evidence = "NotAllowed";
        return outage;
    }

    /// <summary>An operator had pi1 stopped and nas besides; pi1 answers again, and nas was never told.</summary>
    public static Contracts.V1.Outage Asked()
    {
        var outage = Running();
        (outage.Phase, outage.Plan) = ("Ended", null);
        outage.Feeds.Clear();
        outage.Feeds.AddRange(["node:pi1", "node:nas"]);
        outage.Steps.RemoveAt(2);
        (outage.Steps[0].State, outage.Steps[0].Evidence) = ("Pending", "pi1 started again");
        return outage;
    }

    /// <summary>The mains are back, and not everybody is on again.</summary>
    public static Contracts.V1.Outage Returning()
    {
        var outage = Running();
        (outage.Phase, outage.Plan) = ("Returning", null);
        outage.Returns.Add(new OutageReturn { Node = "nas", State = "Starting", Tries = 2, WaitsFor = "nas is woken again, the 2. time" });
        outage.Returns.Add(new OutageReturn { Node = "pi1", State = "Away", WaitsFor = "waits for nas" });
        return outage;
    }

    private static PlanStep Step(string node, double start, double latest, double by, double duration, string reason, params string[] after) => new()
    {
        Id = $"stop:{node}",
        Target = node,
        StartSeconds = start,
        LatestStartSeconds = latest,
        FinishBySeconds = by,
        DurationSeconds = duration,
        Reason = reason,
        Kind = start < latest ? "shed" : "commit",
        After = { after.Select(other => $"stop:{other}") },
    };
}
