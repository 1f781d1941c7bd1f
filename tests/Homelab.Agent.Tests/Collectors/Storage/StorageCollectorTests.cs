using Homelab.Agent.Collectors;
using Homelab.Agent.Collectors.Storage;
using Homelab.Contracts.Storage;
using Homelab.Contracts.V1;
using Homelab.Host;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Waiting;

namespace Homelab.Agent.Tests.Collectors.Storage;

public class StorageCollectorTests
{
    private const string Sd = "sys/block/mmcblk0";

    private static TestRoot Pi() => new TestRoot()
        .With($"{Sd}/device/type", "SD\n").With($"{Sd}/device/cid", "035344534333324785a1b2c3d4016200\n").With($"{Sd}/device/name", "SC32G\n")
        .With($"{Sd}/device/date", "02/2022\n").With($"{Sd}/device/serial", "0xa1b2c3d4\n").With($"{Sd}/size", "62333952\n").With($"{Sd}/dev", "179:0\n")
        .With($"{Sd}/stat", "    100 0 2000 50 40 7 800 120 0 0 0\n").With($"{Sd}/mmcblk0p2/dev", "179:2\n")
        .With("sys/fs/ext4/mmcblk0p2/errors_count", "2\n").With("sys/fs/ext4/mmcblk0p2/warning_count", "1\n")
        .With("sys/fs/ext4/mmcblk0p2/lifetime_write_kbytes", "1000\n").With("sys/fs/ext4/mmcblk0p2/last_error_func", "ext4_lookup\n")
        .With("proc/self/mountinfo", "1 0 179:2 / / rw - ext4 /dev/root rw\n2 1 0:5 / /run rw - tmpfs tmpfs rw\n");

    private static StorageReport Report(TestRoot root)
    {
        StorageReport? said = null;
        var reports = new StorageReports(new BootClock());
        reports.Due += report => said = report;
        new StorageCollector(root.Root, "/var/lib/homelab-agent", StorageLooks.For(root.Root, "", () => false, new BootClock()), reports, TimeProvider.System).Collect(new Collection(), CollectorSettings.Default);
        return said!;
    }

    [Fact]
    public void A_card_is_known_by_its_cid_and_counts_what_was_written()
    {
        using var root = Pi();

        var card = Assert.Single(Report(root).Devices);

        Assert.Equal((StorageKind.SdCard, "035344534333324785a1b2c3d4016200", "SC32G", "02/2022"), (card.Kind, card.Identity, card.Model, card.Made));
        Assert.Equal((800L * 512, 40L, 120L), (card.Writes.Bytes, card.Writes.Count, card.Writes.BusyMs));
        Assert.Equal(62333952L * 512, card.SizeBytes);
        Assert.True(card.HoldsState);
        Assert.Null(card.Wear);
        var system = Assert.Single(card.FileSystems);
        Assert.Equal(("mmcblk0p2", 2L, 1L, 1_024_000L, "ext4_lookup"), (system.Device, system.Errors, system.Warnings, system.LifetimeWrittenBytes, system.LastErrorFunction));
    }

    [Fact]
    public void An_eMMC_tells_its_wear_and_how_old_the_figure_is()
    {
        using var root = Pi().With($"{Sd}/device/type", "MMC\n").With($"{Sd}/device/life_time", "0x02 0x0b\n").With($"{Sd}/device/pre_eol_info", "0x01\n").With("proc/uptime", "3600.5 1\n");

        var card = Assert.Single(Report(root).Devices);

        Assert.Equal(StorageKind.Emmc, card.Kind);
        Assert.Equal((2, 11, 1, 3_600_000L), (card.Wear.LifeTimeA, card.Wear.LifeTimeB, card.Wear.PreEndOfLife, card.Wear.ReadAgoMs));
    }

    [Fact]
    public void Counters_that_always_move_make_no_new_report_and_an_error_does()
    {
        using var root = Pi();
        var said = 0;
        var reports = new StorageReports(new BootClock());
        reports.Due += _ => said++;
        var collector = new StorageCollector(root.Root, "/", StorageLooks.For(root.Root, "", () => false, new BootClock()), reports, TimeProvider.System);

        collector.Collect(new Collection(), CollectorSettings.Default);
        root.With($"{Sd}/stat", "    100 0 2000 50 41 7 900 130 0 0 0\n");
        collector.Collect(new Collection(), CollectorSettings.Default);
        Assert.Equal(1, said);

        root.With("sys/fs/ext4/mmcblk0p2/errors_count", "3\n");
        collector.Collect(new Collection(), CollectorSettings.Default);
        Assert.Equal(2, said);

        reports.Want();
        collector.Collect(new Collection(), CollectorSettings.Default);
        Assert.Equal(3, said);
    }

    [Fact]
    public void That_the_canaries_were_read_is_told_at_once_and_how_long_ago_is_not()
    {
        using var root = Pi();
        using var state = new TempFolder();
        var told = new List<StorageReport>();
        var reports = new StorageReports(new BootClock());
        reports.Due += told.Add;
        var looks = StorageLooks.For(root.Root, state.Path, () => false, new BootClock());
        using var canary = looks.Canary;
        var collector = new StorageCollector(root.Root, "/", looks, reports, TimeProvider.System);

        for (var round = 0; round < 10; round++)
        {
            canary.Collect(new Collection(), CollectorSettings.Default);
            collector.Collect(new Collection(), CollectorSettings.Default);
        }

        Assert.Equal([false, true], told.Select(report => Assert.Single(report.Devices).Canary.HasReadAgoMs));
    }

    [Fact]
    public void How_far_the_reading_of_a_whole_card_has_come_is_told_in_its_time_and_its_end_at_once()
    {
        using var root = Pi();
        var told = new List<StorageReport>();
        var clock = new HandClock();
        var reports = new StorageReports(clock);
        reports.Due += told.Add;
        var collector = new StorageCollector(root.Root, "/", StorageLooks.For(root.Root, "", () => false, clock), reports, clock);
        var folder = Directory.CreateDirectory(Path.Combine(root.Path, FullReadRecord.Folder)).FullName;
        var card = DeviceIdentity.Read(root.Root, new FileText(), "mmcblk0");
        var began = FullReadRecord.Begin(card, clock.GetUtcNow().AddHours(-4)) with { Before = [4], Times = ReadTimes.None.With(Enumerable.Repeat(TimeSpan.FromMilliseconds(90), 1000)) };

        foreach (var (at, hasEnded) in new[] { (1_000_000L, false), (2_000_000L, false), (card.SizeBytes, true), (card.SizeBytes, true) })
        {
            (began with { At = at, EndedAt = hasEnded ? clock.GetUtcNow() : null }).Keep(folder, "mmcblk0");
            collector.Collect(new Collection(), CollectorSettings.Default);
        }

        Assert.Equal([1_000_000L, card.SizeBytes], told.Select(report => Assert.Single(report.Devices).FullRead.Bytes));
        Assert.Equal([false, true], told.Select(report => Assert.Single(report.Devices).FullRead.HasEndedAgoMs));

        var read = Assert.Single(StorageMessage.Read(told[^1])).FullRead!;
        Assert.Equal((TimeSpan.FromHours(4), TimeSpan.Zero), (read.BeganAgo, read.EndedAgo));
        Assert.InRange(read.Slow!.Value.TotalMilliseconds, 90, 135);
        Assert.Equal(TimeSpan.FromMilliseconds(4), read.Usual);
    }
}
