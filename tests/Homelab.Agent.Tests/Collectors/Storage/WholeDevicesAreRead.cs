using Homelab.Agent.Collectors;
using Homelab.Agent.Collectors.Storage;
using Homelab.Domain.Storage;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Waiting;

namespace Homelab.Agent.Tests.Collectors.Storage;

/// <summary>A real block device is read from end to end; the clock is the test's.</summary>
public sealed class WholeDevicesAreRead : IDisposable
{
    private const int Piece = 64 * 1024;

    private readonly HandClock _clock = new(new DateTimeOffset(2026, 11, 30, 12, 0, 0, TimeSpan.Zero));
    private readonly LoopDevice _disk = new(4);
    private readonly TestRoot _root = new();
    private readonly DeviceReport _device = new() { Name = "sda", Identity = "naa.5000c500", SizeBytes = 4 << 20 };
    private bool _isOnBattery;

    public void Dispose()
    {
        _disk.Dispose();
        _root.Dispose();
    }

    private string Folder => Directory.CreateDirectory(Path.Combine(_root.Path, FullReadRecord.Folder)).FullName;

    private FullRead Reading(DeviceReport? device = null) => new(device ?? _device, _disk.Path, Folder, () => _isOnBattery, _clock);

    private FullReadReport? Report(DeviceReport? device = null) => FullReadRecord.ReportOf(_root.Root, new FileText(), device ?? _device, _clock.GetUtcNow());

    /// <returns>How often it read.</returns>
    private int ToItsEnd(int atMost = 100)
    {
        using var reading = Reading();
        var rounds = 0;
        while (rounds < atMost && reading.Round() is { } wait)
        {
            _clock.Advance(wait);
            rounds++;
        }

        return rounds;
    }

    [Fact]
    public void To_the_end_within_a_budget_and_then_not_for_a_month()
    {
        Assert.Null(Report());
        var began = _clock.GetUtcNow();
        ToItsEnd();

        var pass = Report()!;
        Assert.Equal((4L << 20, 0, 0L, false), (pass.Bytes, pass.Unreadable, pass.FirstAt, pass.IsPaused));
        Assert.Equal(TimeSpan.Zero, pass.EndedAgo);
        Assert.InRange((_clock.GetUtcNow() - began).TotalSeconds, 3 * (1 << 20) / (double)FullRead.BytesPerSecond, 4.1 * (1 << 20) / FullRead.BytesPerSecond);
        _clock.Advance(TimeSpan.FromDays(29));
        Assert.Equal(0, ToItsEnd());
        Assert.Equal(TimeSpan.FromDays(29), Report()!.EndedAgo);

        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(3, ToItsEnd());
        Assert.Equal(TimeSpan.Zero, Report()!.EndedAgo);
    }

    [Fact]
    public void Pieces_that_cannot_be_read_are_counted_and_hide_none_of_the_others()
    {
        _disk.CutOffAt((4 << 20) - (3 * Piece));
        ToItsEnd();
        Assert.Equal((4L << 20, 3, (4L << 20) - (3 * Piece)), (Report()!.Bytes, Report()!.Unreadable, Report()!.FirstAt));
    }

    [Fact]
    public void An_error_behind_what_a_read_still_gave_is_met_by_the_next()
    {
        _disk.CutOffAt((4 << 20) - (3 * Piece) - 4096);
        ToItsEnd();
        Assert.Equal((4L << 20, 4), (Report()!.Bytes, Report()!.Unreadable));
        Assert.InRange(Report()!.FirstAt, (4L << 20) - (4 * Piece), (4L << 20) - (3 * Piece) - 4096);
    }

    [Fact]
    public void One_that_ends_before_its_end_breaks_it_off_and_is_not_called_whole()
    {
        using var reading = Reading(_device with { SizeBytes = 8 << 20 });
        for (var i = 0; i < 4; i++)
        {
            reading.Round();
        }

        Assert.Contains("gives nothing at byte 4194304 of 8388608", Assert.Throws<FullReadException>(() => reading.Round()).Message, StringComparison.Ordinal);
        Assert.Null(Report(_device with { SizeBytes = 8 << 20 })!.EndedAgo);
    }

    [Fact]
    public void One_that_gives_nothing_more_is_not_asked_for_each_of_its_pieces()
    {
        using var disk = new LoopDevice(32);
        disk.CutOffAt(0);
        var device = _device with { SizeBytes = 32 << 20 };
        using var reading = new FullRead(device, disk.Path, Folder, () => false, _clock);
        while (reading.Round() is not null)
        {
        }

        Assert.Equal((FullRead.UnreadableAtMost, (long)FullRead.UnreadableAtMost * Piece, TimeSpan.Zero), (Report(device)!.Unreadable, Report(device)!.Bytes, Report(device)!.EndedAgo));
    }

    [Fact]
    public void Not_on_battery_and_on_from_where_it_was()
    {
        Assert.Equal(2, ToItsEnd(atMost: 2));
        _isOnBattery = true;
        Assert.Equal(3, ToItsEnd(atMost: 3));
        Assert.True(Report()!.IsPaused);
        var paused = Report()!.Bytes;
        Assert.InRange(paused, 1, (4 << 20) - 1);

        _isOnBattery = false;
        ToItsEnd();
        Assert.Equal((4L << 20, false), (Report()!.Bytes, Report()!.IsPaused));
    }

    [Fact]
    public void What_was_read_of_another_device_under_that_name_says_nothing_of_this_one()
    {
        ToItsEnd();
        var other = _device with { Identity = "naa.other" };
        Assert.NotNull(Report());
        Assert.Null(Report(other));
        Assert.Null(Report(_device with { SizeBytes = 8 << 20 }));

        using var reading = Reading(other);
        reading.Round();
        Assert.Equal(1L << 20, Report(other)!.Bytes);
        Assert.Null(Report());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{\"identity\":\"naa.5000c500\",\"sizeBytes\":4194304,\"at\":9999999999}")]
    [InlineData("{\"identity\":\"naa.5000c500\",\"sizeBytes\":4194304,\"times\":null}")]
    [InlineData("{\"identity\":\"naa.5000c500\",\"sizeBytes\":4194304,\"times\":{\"counts\":[1000,-1]}}")]
    [InlineData("{\"identity\":\"naa.5000c500\",\"sizeBytes\":4194304,\"before\":[1e300]}")]
    public void A_record_that_is_not_understood_is_none_and_is_read_anew(string record)
    {
        File.WriteAllText(Path.Combine(Folder, "sda"), record);
        Assert.Null(Report());
        ToItsEnd();
        Assert.Equal(4L << 20, Report()!.Bytes);
    }

    [Fact]
    public void One_that_is_gone_breaks_it_off_and_loses_nothing_of_what_was_read()
    {
        ToItsEnd(atMost: 1);
        using var reading = new FullRead(_device, "/dev/nothing-there", Folder, () => false, _clock);
        Assert.Equal("/dev/nothing-there cannot be opened (errno 2)", Assert.Throws<FullReadException>(() => reading.Round()).Message);
        Assert.Equal(1L << 20, Report()!.Bytes);

        using var nowhere = new FullRead(_device, _disk.Path, Path.Combine(_root.Path, "none"), () => false, _clock);
        Assert.Contains("takes no record of it", Assert.Throws<FullReadException>(() => nowhere.Round()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_read_in_a_hundred_is_told_by_steps_of_half_as_much_again()
    {
        static TimeSpan[] Reads(int count, double milliseconds) => [.. Enumerable.Repeat(TimeSpan.FromMilliseconds(milliseconds), count)];

        Assert.Null(ReadTimes.None.With(Reads(999, 1)).Slow);
        Assert.InRange(ReadTimes.None.With(Reads(1000, 1)).Slow!.Value.TotalMilliseconds, 1, 1.5);
        Assert.InRange(ReadTimes.None.With(Reads(985, 1)).With(Reads(15, 200)).Slow!.Value.TotalMilliseconds, 200, 300);
        Assert.InRange(ReadTimes.None.With(Reads(995, 1)).With(Reads(5, 200)).Slow!.Value.TotalMilliseconds, 1, 1.5);
        Assert.NotNull(ReadTimes.None.With([.. Reads(1000, 0), TimeSpan.FromDays(1)]).Slow);
    }

    [Fact]
    public void What_it_took_in_earlier_passes_is_kept_beside_what_it_takes_now()
    {
        var record = FullReadRecord.Begin(_device, _clock.GetUtcNow());
        foreach (var milliseconds in new[] { 4, 9, 6, 120 })
        {
            record = record with { EndedAt = _clock.GetUtcNow(), At = record.SizeBytes, Times = ReadTimes.None.With(Enumerable.Repeat(TimeSpan.FromMilliseconds(milliseconds), 2000)) };
            record.Keep(Folder, "sda");
            record = milliseconds == 120 ? record : record.Again(_clock.GetUtcNow());
        }

        Assert.InRange(Report()!.Slow!.Value.TotalMilliseconds, 120, 180);
        Assert.InRange(Report()!.Usual!.Value.TotalMilliseconds, 6, 9);
    }
}
