using Homelab.Coordinator.Audit;
using Homelab.Coordinator.Tests.Events;
using Homelab.Coordinator.Tests.Readings;
using Homelab.Domain.People;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Waiting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Homelab.Coordinator.Tests.People;

/// <summary>A crash in the middle of a line, and a disk that takes nothing: an order goes on, and what was not written is said and comes later.</summary>
public sealed class TheDiskUnderTheAuditLog : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    private readonly TempFolder _folder = new();
    private readonly HeardEvents _events = new();
    private readonly HandClock _clock = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_line_that_a_crash_cut_short_is_put_aside_and_the_chain_goes_on()
    {
        using (var log = Open())
        {
            log.Note(News("one"));
            await Written(log, 1);
        }

        await File.AppendAllTextAsync(_folder.At(AuditFile.FileName), "{\"before\":\"12", TestContext.Current.CancellationToken);
        using var next = Open();
        next.Note(News("two"));
        await Written(next, 3);
        Assert.Equal(["one", "AuditTorn", "two"], next.Last(10).Select(line => line.What));
        Assert.Null(next.Verify(null).BrokenFrom);
        Assert.Equal("{\"before\":\"12", await File.ReadAllTextAsync(_folder.At("audit.log.torn"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task While_the_disk_is_full_to_note_neither_waits_nor_fails_and_it_is_said_and_made_good()
    {
        using var disk = new SmallDisk(1);
        using var log = new AuditLog(disk.Path, _events, _clock, NullLogger<AuditLog>.Instance);
        log.Note(News("before"));
        await Written(log, 1);
        disk.FillUpTo(0);
        for (var order = 0; order < 40; order++)
        {
            log.Note(News($"order {order} {new string('x', 400)}"));
        }

        await Until.TrueAsync(() => log.Warning.Length > 0, Bound, "the warning");
        Assert.Contains("wait in memory, and orders go on", log.Warning, StringComparison.Ordinal);
        Assert.Contains("AuditNotKept", _events.Codes);
        Assert.Null(log.Verify(null).BrokenFrom);

        disk.Free();
        _clock.Advance(TimeSpan.FromSeconds(10));
        await Written(log, 41);
        Assert.Equal("", log.Warning);
        Assert.Null(log.Verify(null).BrokenFrom);
    }

    [Fact]
    public async Task What_no_memory_is_kept_for_is_counted_and_the_count_is_written()
    {
        using var disk = new SmallDisk(4);
        using var log = new AuditLog(disk.Path, _events, _clock, NullLogger<AuditLog>.Instance);
        disk.FillUpTo(0);
        for (var order = 0; order < 1010; order++)
        {
            log.Note(News($"order {order}"));
        }

        await Until.TrueAsync(() => log.Warning.Contains("1000 lines wait", StringComparison.Ordinal), Bound, "the warning");
        disk.Free();
        _clock.Advance(TimeSpan.FromSeconds(10));
        await Written(log, 1000);
        log.Note(News("after"));
        await Written(log, 1002);
        Assert.Equal(["AuditLost", "after"], log.Last(2).Select(line => line.What));
        Assert.StartsWith("10 lines did not get into this log", log.Last(2)[0].Detail, StringComparison.Ordinal);
        Assert.Null(log.Verify(null).BrokenFrom);
    }

    [Fact]
    public void A_log_that_cannot_be_opened_is_not_shown_as_an_empty_one_whose_chain_holds()
    {
        // What is torn cannot be put aside.
        Directory.CreateDirectory(_folder.At("audit.log.torn"));
        File.WriteAllText(_folder.At(AuditFile.FileName), "{\"before\":");
        using var log = Open();
        Assert.Contains("AuditUnreadable", _events.Codes);
        var desk = new AuditDesk(log);
        Assert.StartsWith("The audit log cannot be read: ", desk.Show(0).Problem!.Detail, StringComparison.Ordinal);
        Assert.StartsWith("The audit log cannot be read: ", desk.Verify(null).Problem!.Detail, StringComparison.Ordinal);
    }

    private static AuditNews News(string what) => new("ada", "password", "192.0.2.1", what, "", "done");

    private static Task Written(AuditLog log, int lines) => Until.TrueAsync(() => log.Last(2000).Count == lines && log.Warning.Length == 0, Bound, $"{lines} lines on the disk");

    private AuditLog Open() => new(_folder.Path, _events, _clock, NullLogger<AuditLog>.Instance);
}
