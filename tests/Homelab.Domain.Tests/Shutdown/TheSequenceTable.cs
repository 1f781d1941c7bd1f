using Homelab.Domain.Shutdown;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>Every row of the table, from every phase and every step phase: what it allows it does, what it does not allow changes nothing.</summary>
public class TheSequenceTable
{
    public static TheoryData<SequenceTransition> Transitions => [.. Enum.GetValues<SequenceTransition>()];

    private static OutageState State(OutagePhase phase, StepPhase step) => new()
    {
        Phase = phase,
        OutageId = "o-1",
        GraceIsOver = phase is OutagePhase.Holding or OutagePhase.Stopping,
        Steps = OutageState.None.Steps.Add("stop:a", new StepState { Node = "a", Phase = step, BootId = "b-1", OrderId = "order" }),
    };

    private static JournalEntry Entry(SequenceTransition transition) => new()
    {
        Transition = transition, OutageId = "o-1", HostBootId = "h", At = Moment.FromSeconds(9), Step = "stop:a", Node = "a", NodeBootId = "b-1", OrderId = "order", Feeds = ["u"],
    };

    [Fact]
    public void Rows_stand_where_their_transition_says() =>
        Assert.All(SequenceTable.Rows.Index(), pair => Assert.Equal((SequenceTransition)pair.Index, pair.Item.Transition));

    [Fact]
    public void Every_transition_has_a_row() => Assert.Equal(Enum.GetValues<SequenceTransition>().Length, SequenceTable.Rows.Length);

    [Theory]
    [MemberData(nameof(Transitions))]
    public void A_row_moves_what_it_allows_and_refuses_all_else(SequenceTransition transition)
    {
        var row = SequenceTable.Row(transition);
        foreach (var phase in Enum.GetValues<OutagePhase>())
        {
            foreach (var step in Enum.GetValues<StepPhase>())
            {
                var before = State(phase, step);
                var after = Sequence.Apply(before, Entry(transition));
                if (!row.From.Contains(phase) || (!row.StepFrom.IsEmpty && !row.StepFrom.Contains(step)))
                {
                    Assert.Same(before, after);
                    continue;
                }

                // After a relapse the phase is the one that was left.
                var expected = transition == SequenceTransition.MainsLostAgain && step != StepPhase.Pending ? OutagePhase.Stopping : row.To ?? phase;
                Assert.Equal(expected, after.Phase);
                if (row.StepTo is { } to)
                {
                    Assert.Equal(to, after.PhaseOf("stop:a"));
                }
                else if (transition is not (SequenceTransition.OutageOpened or SequenceTransition.OutageEnded))
                {
                    Assert.Equal(step, after.PhaseOf("stop:a"));
                }
            }
        }
    }

    [Theory]
    [InlineData(SequenceTransition.OutageOpened, "Quiet", "Grace")]
    [InlineData(SequenceTransition.FeedJoined, "Grace Holding Stopping Settling", "")]
    [InlineData(SequenceTransition.GraceOver, "Grace", "Holding")]
    [InlineData(SequenceTransition.FeedCommitted, "Grace Holding Stopping", "")]
    [InlineData(SequenceTransition.StepAdvised, "Grace Holding Stopping", "Stopping", "Pending", "Advised")]
    [InlineData(SequenceTransition.StepOrdered, "Grace Holding Stopping", "Stopping", "Pending", "Ordered")]
    [InlineData(SequenceTransition.StepAcknowledged, "Grace Holding Stopping Settling", "", "Ordered", "Acknowledged")]
    [InlineData(SequenceTransition.StepRefused, "Grace Holding Stopping Settling", "", "Ordered Acknowledged", "Refused")]
    [InlineData(SequenceTransition.StepSeenOff, "Grace Holding Stopping Settling", "", "Pending Advised Ordered Acknowledged Refused Presumed", "SeenOff")]
    [InlineData(SequenceTransition.StepPresumed, "Grace Holding Stopping Settling", "", "Pending Ordered Acknowledged Refused", "Presumed")]
    [InlineData(SequenceTransition.StepReopened, "Grace Holding Stopping Settling", "", "Ordered Acknowledged Refused SeenOff Presumed", "Pending")]
    [InlineData(SequenceTransition.MainsBack, "Grace Holding Stopping", "Settling")]
    [InlineData(SequenceTransition.MainsLostAgain, "Settling", "Grace")]
    [InlineData(SequenceTransition.OutageEnded, "Settling", "Quiet")]
    [InlineData(SequenceTransition.CauseJoined, "Grace Holding Stopping Settling", "")]
    [InlineData(SequenceTransition.CauseGone, "Grace Holding Stopping Settling", "")]
    [InlineData(SequenceTransition.Held, "Grace Holding Stopping Settling", "")]
    [InlineData(SequenceTransition.Released, "Grace Holding Stopping Settling", "")]
    [InlineData(SequenceTransition.TargetJoined, "Quiet Grace Holding Stopping Settling", "")]
    [InlineData(SequenceTransition.GateOpened, "Quiet", "")]
    [InlineData(SequenceTransition.StartOrdered, "Quiet", "")]
    [InlineData(SequenceTransition.NodeReturned, "Quiet", "")]
    [InlineData(SequenceTransition.NodeMissed, "Quiet", "")]
    [InlineData(SequenceTransition.FsdSet, "Grace Holding Stopping", "")]
    [InlineData(SequenceTransition.CutOrdered, "Grace Holding Stopping", "")]
    [InlineData(SequenceTransition.CutConfirmed, "Grace Holding Stopping Settling", "")]
    [InlineData(SequenceTransition.CutRefused, "Grace Holding Stopping Settling", "")]
    [InlineData(SequenceTransition.CutAborted, "Grace Holding Stopping Settling", "")]
    [InlineData(SequenceTransition.LookOrdered, "Grace Holding Stopping Settling", "")]
    [InlineData(SequenceTransition.FeedUnread, "Grace Holding Stopping Settling", "")]
    [InlineData(SequenceTransition.Disarmed, "Grace Holding Stopping Settling", "")]
    public void A_row_leads_from_here_to_there(SequenceTransition transition, string from, string to, string stepFrom = "", string stepTo = "")
    {
        var row = SequenceTable.Row(transition);
        Assert.Equal(from, string.Join(" ", row.From));
        Assert.Equal(to, $"{row.To}");
        Assert.Equal(stepFrom, string.Join(" ", row.StepFrom));
        Assert.Equal(stepTo, $"{row.StepTo}");
    }

    [Fact]
    public void A_relapse_goes_on_where_the_outage_stood()
    {
        var pending = State(OutagePhase.Settling, StepPhase.Pending);
        Assert.Equal(OutagePhase.Grace, Sequence.Apply(pending, Entry(SequenceTransition.MainsLostAgain)).Phase);
        Assert.Equal(OutagePhase.Holding, Sequence.Apply(pending with { GraceIsOver = true }, Entry(SequenceTransition.MainsLostAgain)).Phase);
        Assert.Equal(OutagePhase.Stopping, Sequence.Apply(State(OutagePhase.Settling, StepPhase.Presumed), Entry(SequenceTransition.MainsLostAgain)).Phase);
    }

    [Fact]
    public void A_step_that_is_opened_again_forgets_its_order()
    {
        var step = Sequence.Apply(State(OutagePhase.Stopping, StepPhase.Acknowledged), Entry(SequenceTransition.StepReopened) with { OrderId = "", NodeBootId = "b-2" }).Steps["stop:a"];
        Assert.Equal(("a", "b-2", "", null), (step.Node, step.BootId, step.OrderId, step.AcknowledgedAt));
    }

    [Fact]
    public void The_journal_of_another_boot_resumes_nothing_P1()
    {
        JournalEntry[] journal = [Entry(SequenceTransition.OutageOpened), Entry(SequenceTransition.StepOrdered)];
        OutageState Resumed(string boot) => new OutageEngine(Labs.Attic, new Fence("l", 2, "i", 0), boot, journal, Moment.Zero).State;
        Assert.Equal(StepPhase.Ordered, Resumed("h").PhaseOf("stop:a"));
        Assert.False(Resumed("h-2").IsRunning);
    }
}
