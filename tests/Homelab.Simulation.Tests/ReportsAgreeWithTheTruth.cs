using Homelab.Domain.Lab;
using Homelab.Domain.Reports;
using Homelab.Domain.Shutdown;
using Homelab.Simulation.Scripts;
using Homelab.Simulation.Timelines;

namespace Homelab.Simulation.Tests;

/// <summary>What a report says is held against what truly happened, to the second; also where the coordinator died in the middle.</summary>
public sealed class ReportsAgreeWithTheTruth
{
    private const string Whole = "ups lasts 20m\nat 10s ups loses mains\nat 6m25s ups mains back\nat 30m end\n";
    private const string Crashed = "ups lasts 20m\nat 10s ups loses mains\nat 5m20s coordinator crashes for 20s\nat 6m25s ups mains back\nat 30m end\n";

    private static readonly LabConfig Lab = Rack.Lab with
    {
        Nodes = [.. Rack.Lab.Nodes.Select(node => node.IsCoordinator ? node : node with { Start = StartMethod.WakeOnLan($"02:00:00:00:00:{node.Name.Length:00}") })],
    };

    [Theory]
    [InlineData(Whole)]
    [InlineData(Crashed)]
    public void Each_node_stopped_when_the_report_says(string outage)
    {
        var (lab, report) = Play(outage);
        var stopped = report.Steps.Where(step => step.Node != "hub").ToList();
        Assert.Equal(["web", "db", "nas"], stopped.Select(step => step.Node));
        Assert.All(stopped, step =>
        {
            // The mains are back while nas still stops: nobody waits for it any more.
            Assert.Equal(step.Node == "nas", step.Off is null);
            var began = At(lab, step.Node, TimelineKind.StopBegan);
            Assert.InRange((step.Ordered!.Value - began).TotalSeconds, -2, 0.1);
            Assert.InRange((step.Taken!.Value - began).TotalSeconds, -0.5, 1);
            Assert.True(step.Off is null || step.Off > At(lab, step.Node, TimelineKind.Off), $"{step.Node} was seen off before it was");
            Assert.True((step.End ?? step.Silent) <= At(lab, step.Node, TimelineKind.Off) + TimeSpan.FromSeconds(1), $"{step.Node} gave signs of life after it was off");
            Assert.Null(step.Late);
        });
    }

    [Fact]
    public void The_batteries_curve_is_the_true_one()
    {
        var (lab, report) = Play(Whole);
        var truth = Assert.Single(lab.Result.Recorded.Feeds).Points;
        var told = Assert.Single(report.Feeds);
        Assert.True(told.Samples.Length is > 50 and <= FeedTrack.MostSamples);
        Assert.All(told.Samples, sample =>
        {
            var near = truth.MinBy(point => (point.At - lab.Opened - sample.At).Duration());
            Assert.Equal(near.Charge, sample.ChargeRatio!.Value, 0.02);
        });
        Assert.InRange((told.OnBattery - TimeSpan.FromSeconds(375)).TotalSeconds, -8, 8);
    }

    [Fact]
    public void Commit_mains_and_who_came_back_stand_in_it()
    {
        var (lab, report) = Play(Whole);
        Assert.Equal(ReportState.Over, report.State);
        Assert.Equal([SequenceTransition.FeedCommitted, SequenceTransition.MainsBack, SequenceTransition.OutageEnded], report.Marks.Select(mark => mark.Transition));
        Assert.Equal(["db", "nas", "web"], report.Returns.Where(one => one.Outcome == ReturnOutcome.Returned).Select(one => one.Node));
        Assert.All(report.Returns.Where(one => one.Outcome == ReturnOutcome.Returned), one =>
            Assert.InRange((one.At!.Value - At(lab, one.Node, TimelineKind.Started)).TotalSeconds, 0, 5));
        Assert.Equal("web, db and nas were told to stop; hub stayed on.", report.Findings[0]);
    }

    [Fact]
    public void Where_the_coordinators_own_host_went_too_the_next_boot_says_that_the_end_was_not_seen()
    {
        var (_, report) = Play("ups lasts 9m\nat 10s ups loses mains\nat 20m ups mains back\nat 1h50m end\n");
        Assert.Equal(ReportState.CutShort, report.State);
        Assert.Contains(report.Findings, finding => finding.Contains("hub was the last to be told", StringComparison.Ordinal));
        Assert.Contains("The coordinator's host began another boot before the end: what came in between nobody saw.", report.Findings);
        Assert.Equal(["db", "hub", "nas", "web"], report.Returns.Where(one => one.Outcome == ReturnOutcome.Returned).Select(one => one.Node));
    }

    [Fact]
    public void A_record_is_the_same_after_a_crash_as_without_it_but_for_the_gap()
    {
        var (_, whole) = Play(Whole);
        var (_, crashed) = Play(Crashed);
        Assert.Equal(whole.Steps.Select(step => step.Id), crashed.Steps.Select(step => step.Id));
        Assert.Equal(whole.Steps.Select(step => step.Planned!.FinishBy.TotalSeconds), crashed.Steps.Select(step => step.Planned!.FinishBy.TotalSeconds), (left, right) => Math.Abs(left - right) < 30);
    }

    private static (Played Lab, OutageReport Report) Play(string outage)
    {
        var script = OutageFile.Parse(outage, "played.outage", Lab);
        Assert.Empty(script.Errors);
        var lab = new SimulatedLab(Lab, script.Script!, seed: 1, new SimulationPorts { KeepsRecord = true }) { Records = true };
        var result = lab.Run();
        Assert.Empty(result.Violations);
        var record = lab.Coordinator.Recorder!.Record!;
        var opened = lab.Elapsed - (lab.Coordinator.Clock.Own - record.OpenedAt);
        return (new Played(result, opened), ReportFold.Of(record));
    }

    /// <summary>Since the outage opened.</summary>
    private static TimeSpan At(Played lab, string node, TimelineKind kind) =>
        lab.Result.Timeline.Last(entry => entry.Subject == node && entry.Kind == kind).At - lab.Opened;

    private sealed record Played(SimulationResult Result, TimeSpan Opened);
}
