using Homelab.Domain.Reports;
using Homelab.Domain.Shutdown;

namespace Homelab.Domain.Tests.Reports;

public class ReportsTellOfCutsAndDrills
{
    private static JournalEntry Entry(SequenceTransition transition, double at, string detail = "") =>
        new() { Transition = transition, OutageId = "attic-1-1", HostBootId = "boot", At = Moment.FromSeconds(100 + at), Detail = detail };

    private static OutageReport Report(params JournalEntry[] entries) => ReportFold.Of(new OutageRecord
    {
        Id = "attic-1-1", Lab = "attic", HostBootId = "boot", OpenedAt = Moment.FromSeconds(100), OpenedWall = DateTimeOffset.UnixEpoch,
        Entries = [Entry(SequenceTransition.OutageOpened, 0), .. entries],
    });

    [Fact]
    public void A_cut_that_was_asked_for_and_taken_is_confirmed_with_when_and_how_late_it_is()
    {
        var cut = Assert.Single(Report(
            Entry(SequenceTransition.FsdSet, 200) with { Feeds = ["u"] },
            Entry(SequenceTransition.CutOrdered, 210) with { Feeds = ["u"], Delay = TimeSpan.FromSeconds(42) },
            Entry(SequenceTransition.CutConfirmed, 212, "shutdown.return is taken") with { Feeds = ["u"], Delay = TimeSpan.FromSeconds(60) }).Cuts);
        Assert.Equal(new CutCourse("u", CutPhase.Confirmed, TimeSpan.FromSeconds(212), TimeSpan.FromSeconds(210), TimeSpan.FromSeconds(60), "shutdown.return is taken"), cut);
    }

    [Fact]
    public void One_that_was_refused_is_a_finding_and_one_that_was_never_ordered_says_so()
    {
        var report = Report(
            Entry(SequenceTransition.CutOrdered, 210) with { Feeds = ["u"], Delay = TimeSpan.FromSeconds(42) },
            Entry(SequenceTransition.CutRefused, 215, "u is not cut: its driver lists no shutdown.return") with { Feeds = ["u"] },
            Entry(SequenceTransition.CutAborted, 216, "v is not cut: the mains are back") with { Feeds = ["v"] });
        Assert.Equal([(CutPhase.Refused, TimeSpan.FromSeconds(210)), (CutPhase.Aborted, (TimeSpan?)null)], report.Cuts.Select(cut => (cut.Outcome, cut.Ordered)));
        Assert.Contains("u is not cut: its driver lists no shutdown.return.", report.Findings);
        Assert.Contains("v is not cut: the mains are back.", report.Findings);
    }

    [Fact]
    public void One_that_was_played_is_named_once_as_the_engine_wrote_it()
    {
        var lab = Shutdown.AnOutageIsPlayed.Outage(Shutdown.AnOutageIsPlayed.Harness(Shutdown.AFeedIsCut.Cut, runtime: 600));
        lab.Ups("u").RefusesCut = "its driver lists no shutdown.return";
        lab.RunUntil(620);
        var opened = lab.Journal[0];
        var report = ReportFold.Of(new OutageRecord { Id = opened.OutageId, Lab = "rack", HostBootId = opened.HostBootId, OpenedAt = opened.At, OpenedWall = opened.WallClock, Entries = [.. lab.Journal] });
        Assert.Equal("u is not cut: its driver lists no shutdown.return.", Assert.Single(report.Findings, finding => finding.Contains("not cut", StringComparison.Ordinal)));
    }

    [Fact]
    public void Without_a_cut_or_a_drill_there_is_none() => Assert.Equal((true, (DrillCourse?)null), (Report().Cuts.IsEmpty, Report().Drill));

    [Fact]
    public void A_drill_that_was_played_shows_what_it_measured_first()
    {
        var lab = Shutdown.ANodeIsDrilled.Drilled().RunUntil(600);
        var entries = lab.Journal.Where(entry => entry.OutageId == lab.Journal[^1].OutageId).ToList();
        var report = ReportFold.Of(new OutageRecord
        {
            Id = entries[0].OutageId, Lab = "rack", HostBootId = entries[0].HostBootId, OpenedAt = entries[0].At, OpenedWall = entries[0].WallClock, Entries = [.. entries],
        });
        var result = lab.Engine!.Drills.Results["web"];
        Assert.Equal(new DrillCourse("web", "wol 02:00:00:00:00:03", true, false, result.StopTook, result.StartTook, result.Detail), report.Drill);
        Assert.StartsWith("Drill of web: web stopped within", report.Findings[0], StringComparison.Ordinal);
        Assert.EndsWith("That proves wol 02:00:00:00:00:03.", report.Findings[0], StringComparison.Ordinal);
    }
}
