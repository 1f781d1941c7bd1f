using Homelab.Coordinator.Reports;
using Homelab.Domain;
using Homelab.Domain.Reports;
using Homelab.Domain.Shutdown;
using Homelab.TestKit.Repo;
using Microsoft.Extensions.Logging.Abstractions;

namespace Homelab.Coordinator.Tests.Reports;

/// <summary>What is written of an outage is read again, and there is a bound on how many.</summary>
public sealed class RecordsAreKept : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_record_read_again_tells_the_same()
    {
        var record = PlayedOutage.Of("ups lasts 14m\nat 10s ups loses mains\nat 9m ups mains back\nat 40m end\n");
        var store = Open();
        Assert.True(store.Keep(record));
        var again = Assert.Single(Open().All());
        var (told, toldAgain) = (ReportFold.Of(record), ReportFold.Of(again));
        Assert.Equal(told.Steps.Select(Line), toldAgain.Steps.Select(Line));
        Assert.Equal(told.Notes, toldAgain.Notes);
        Assert.Equal(told.Findings, toldAgain.Findings);
        Assert.Equal(told.Feeds.SelectMany(feed => feed.Samples), toldAgain.Feeds.SelectMany(feed => feed.Samples));
        Assert.Equal(record.Id, Open().Newest()!.Id);
    }

    [Fact]
    public void The_same_outage_takes_one_file_and_the_oldest_go()
    {
        var store = Open();
        foreach (var number in Enumerable.Range(1, ReportStore.MostReports + 7))
        {
            Assert.True(store.Keep(Record(number)));
            Assert.True(store.Keep(Record(number) with { IsCutShort = true }));
        }

        var kept = store.All();
        Assert.Equal(ReportStore.MostReports, kept.Length);
        Assert.Equal(($"attic-1-{ReportStore.MostReports + 7}", "attic-1-8"), (kept[0].Id, kept[^1].Id));
        Assert.All(kept, record => Assert.True(record.IsCutShort));
    }

    [Fact]
    public void The_list_is_held_in_memory_and_follows_what_is_kept_and_what_goes()
    {
        Open().Keep(Record(1));
        var store = Open();
        Assert.Equal("attic-1-1", Assert.Single(store.Index()).Id);
        var path = Assert.Single(Directory.GetFiles(_folder.At("state/reports"), "*.json"));
        File.WriteAllText(path, "not json");
        Assert.Equal("attic-1-1", Assert.Single(store.Index()).Id);
        Assert.Null(store.Of(store.Index()[0]));
        foreach (var number in Enumerable.Range(2, ReportStore.MostReports))
        {
            store.Keep(Record(number));
        }

        store.Keep(Record(ReportStore.MostReports + 1) with { IsCutShort = true });
        Assert.Equal(Enumerable.Range(2, ReportStore.MostReports).Reverse().Select(number => $"attic-1-{number}"), store.Index().Select(kept => kept.Id));
        Assert.Equal(("CutShort", "Running"), (store.Index()[0].Summary.State, store.Index()[1].Summary.State));
        Assert.Equal(store.Index().Select(kept => kept.Summary), Open().Index().Select(kept => kept.Summary));
    }

    [Fact]
    public void A_list_that_failed_half_way_is_made_again()
    {
        Open().Keep(Record(1));
        var step = new PlannedStop { Id = "stop:web", Node = "web", Start = TimeSpan.Zero, FinishBy = TimeSpan.Zero, Duration = TimeSpan.Zero };
        Assert.ThrowsAny<ArgumentException>(() => Open().Keep(Record(2) with { Planned = [step, step] }));
        var store = Open();
        Assert.ThrowsAny<ArgumentException>(() => store.Index());
        File.Delete(Directory.GetFiles(_folder.At("state/reports"), "*.json").Order(StringComparer.Ordinal).Last());
        Assert.Equal("attic-1-1", Assert.Single(store.Index()).Id);
    }

    [Fact]
    public void An_id_is_no_path()
    {
        Assert.True(Open().Keep(Record(1) with { Id = "../../etc/passwd" }));
        Assert.Equal("../../etc/passwd", Open().Newest()!.Id);
        Assert.Single(Directory.GetFiles(_folder.At("state/reports"), "*.json"));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("""{"schema":2,"outage":null}""")]
    [InlineData("""{"schema":1,"outage":{"id":"x"}}""")]
    public void A_file_that_is_none_of_ours_is_left_out(string content)
    {
        Open().Keep(Record(1));
        _folder.Write("state/reports/20990101T000000-x.json", content);
        Assert.Equal("attic-1-1", Assert.Single(Open().All()).Id);
    }

    [Fact]
    public void Where_nothing_can_be_written_it_is_said_and_the_coordinator_goes_on() =>
        Assert.False(new ReportStore(_folder.Write("in-the-way", ""), NullLogger<ReportStore>.Instance).Keep(Record(1)));

    private ReportStore Open() => new(_folder.At("state"), NullLogger<ReportStore>.Instance);

    private static string Line(StepCourse step) => $"{step.Id} {step.Phase} {step.Ordered} {step.Taken} {step.Silent} {step.Off} {step.Back} {step.Late} {step.Planned?.FinishBy}";

    private static OutageRecord Record(int number) => new()
    {
        Id = $"attic-1-{number}",
        Lab = "attic",
        HostBootId = "boot",
        OpenedAt = Moment.FromSeconds(number),
        OpenedWall = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(number),
        Entries = [new JournalEntry { Transition = SequenceTransition.OutageOpened, OutageId = $"attic-1-{number}", HostBootId = "boot", At = Moment.FromSeconds(number) }],
    };
}
