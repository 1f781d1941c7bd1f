using Homelab.Domain.Reports;
using Homelab.Domain.Shutdown;

namespace Homelab.Domain.Tests.Reports;

/// <summary>Late is only who certainly was, and each lateness has its cause.</summary>
public class WhoWasLateAndWhy
{
    private static readonly DateTimeOffset Evening = new(2026, 11, 25, 19, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_stop_that_outlasted_its_bound_is_late_by_its_last_sign_of_life()
    {
        var late = Late(Record([Ordered(100, "nas"), Taken(101, "nas"), Off(190, "nas")], silent: 155), "nas");
        Assert.Equal(TimeSpan.FromSeconds(25), late!.By);
        Assert.Equal("it took at least 54s to stop, reckoned with 30s", late.Why);
    }

    [Fact]
    public void Who_fell_silent_in_time_is_not_late_though_it_is_seen_off_later() =>
        Assert.Null(Late(Record([Ordered(100, "nas"), Taken(101, "nas"), Off(190, "nas")], silent: 125), "nas"));

    [Fact]
    public void An_order_after_the_latest_start_names_whom_it_waited_for()
    {
        var late = Late(Record([Ordered(60, "db"), Taken(60, "db"), Off(118, "db"), Ordered(119, "nas"), Taken(120, "nas"), Off(170, "nas")], silent: 149), "nas");
        Assert.Equal("it was told to stop 19s after its latest start, for it waited until db was off", late!.Why);
        Assert.Equal(TimeSpan.FromSeconds(19), late.By);
    }

    [Fact]
    public void Or_that_the_coordinator_itself_was_away()
    {
        var late = Late(Record([Ordered(60, "db"), Ordered(125, "nas") with { Epoch = 2 }, Taken(126, "nas") with { Epoch = 2 }, Off(180, "nas") with { Epoch = 2 }], silent: 150), "nas");
        Assert.Equal("it was told to stop 25s after its latest start, for the coordinator itself started again in between", late!.Why);
    }

    [Fact]
    public void Who_was_asked_to_stop_is_never_late_for_no_battery_waits()
    {
        var record = Record([Ordered(100, "nas"), Taken(101, "nas"), Off(190, "nas")], silent: 155);
        var asked = record with { Planned = [.. record.Planned.Select(step => step with { LatestStart = null })] };
        Assert.NotNull(Late(record, "nas"));
        Assert.Null(Late(asked, "nas"));
    }

    [Fact]
    public void What_was_only_advised_is_never_late() =>
        Assert.Null(Late(Record([Ordered(150, "nas") with { Transition = SequenceTransition.StepAdvised }], silent: null), "nas"));

    [Fact]
    public void The_findings_say_it_first_and_in_whole_sentences()
    {
        var report = ReportFold.Of(Record([Ordered(100, "nas"), Taken(101, "nas"), Off(190, "nas")], silent: 155));
        Assert.Contains("nas was 25s late: it took at least 54s to stop, reckoned with 30s.", report.Findings);
        Assert.All(report.Findings, finding => Assert.EndsWith(".", finding, StringComparison.Ordinal));
    }

    [Fact]
    public void A_step_that_was_reopened_begins_anew()
    {
        var step = Assert.Single(
            ReportFold.Of(Record([Ordered(100, "nas"), Taken(101, "nas"), Off(140, "nas"), Of(SequenceTransition.StepReopened, 150, "nas")], silent: 110)).Steps, step => step.Node == "nas");
        Assert.Equal((StepPhase.Pending, null, 1), (step.Phase, step.Off, step.Reopened));
    }

    [Fact]
    public void A_machine_that_starts_again_while_the_outage_runs_keeps_its_stop_and_has_its_return()
    {
        var step = Assert.Single(
            ReportFold.Of(Record([Ordered(100, "nas"), Taken(101, "nas"), Off(140, "nas"), Of(SequenceTransition.StepReopened, 150, "nas") with { NodeBootId = "next" }], silent: 110)).Steps,
            step => step.Node == "nas");
        Assert.Equal((StepPhase.SeenOff, 100, 140, 150, 0), (step.Phase, step.Ordered?.TotalSeconds, step.Off?.TotalSeconds, step.Back?.TotalSeconds, step.Reopened));
    }

    [Fact]
    public void One_that_goes_a_second_time_has_the_course_of_the_second_time()
    {
        var again = Of(SequenceTransition.StepReopened, 150, "nas") with { NodeBootId = "next" };
        var step = Assert.Single(
            ReportFold.Of(Record([Ordered(100, "nas"), Off(140, "nas"), again, Of(SequenceTransition.StepPresumed, 190, "nas") with { NodeBootId = "next" }], silent: null)).Steps, step => step.Node == "nas");
        Assert.Equal((StepPhase.Presumed, 190, null), (step.Phase, step.Off?.TotalSeconds, step.Back));
    }

    [Fact]
    public void The_coordinators_host_that_was_told_and_did_not_go_was_told_all_the_same()
    {
        var report = ReportFold.Of(Record([Ordered(60, "db"), Off(80, "db"), Ordered(100, "nas"), Taken(101, "nas"), Of(SequenceTransition.StepReopened, 150, "nas")], silent: null));
        Assert.DoesNotContain("No node was told to stop.", report.Findings);
        Assert.Contains("nas was told to stop and answered again; whatever held it up stands in its own journal of that boot.", report.Findings);
    }

    private static Lateness? Late(OutageRecord record, string node) => Assert.Single(ReportFold.Of(record).Steps, step => step.Node == node).Late;

    /// <summary>db may begin at 60 and nas, which waits for it, at 100; each has thirty seconds.</summary>
    private static OutageRecord Record(JournalEntry[] entries, double? silent) => new()
    {
        Id = "rack-1-1",
        Lab = "rack",
        HostBootId = "boot",
        OpenedAt = Moment.FromSeconds(1000),
        OpenedWall = Evening,
        Entries = [Of(SequenceTransition.OutageOpened, 0, "") with { Step = "" }, .. entries],
        Planned = [Planned("db", 60), Planned("nas", 100, "stop:db")],
        Silent = silent is { } at
            ? System.Collections.Immutable.ImmutableSortedDictionary<string, TimeSpan>.Empty.Add("nas", TimeSpan.FromSeconds(at))
            : System.Collections.Immutable.ImmutableSortedDictionary<string, TimeSpan>.Empty,
    };

    private static PlannedStop Planned(string node, double latest, params string[] after) => new()
    {
        Id = $"stop:{node}",
        Node = node,
        Kind = StopKind.Commit,
        Start = TimeSpan.FromSeconds(latest - 2),
        LatestStart = TimeSpan.FromSeconds(latest),
        FinishBy = TimeSpan.FromSeconds(latest + 30),
        Duration = TimeSpan.FromSeconds(30),
        After = [.. after],
    };

    private static JournalEntry Ordered(double seconds, string node) => Of(SequenceTransition.StepOrdered, seconds, node);

    private static JournalEntry Taken(double seconds, string node) => Of(SequenceTransition.StepAcknowledged, seconds, node);

    private static JournalEntry Off(double seconds, string node) => Of(SequenceTransition.StepSeenOff, seconds, node);

    private static JournalEntry Of(SequenceTransition transition, double seconds, string node) => new()
    {
        Transition = transition,
        OutageId = "rack-1-1",
        HostBootId = "boot",
        At = Moment.FromSeconds(1000 + seconds),
        WallClock = Evening.AddSeconds(seconds),
        Epoch = 1,
        Step = $"stop:{node}",
        Node = node,
        Detail = "evidence",
    };
}
