using Homelab.Store;
using Homelab.TestKit.Repo;
using static Homelab.Shared.Tests.Store.DocumentFileSettingsFor;

namespace Homelab.Shared.Tests.Store;

public sealed class FullDiskTests : IDisposable
{
    private readonly SmallDisk _disk = new(mebibytes: 8);

    private string FilePath => _disk.File("outbox.db");

    [Fact]
    public void A_full_disk_refuses_new_documents_lets_old_ones_go_and_takes_new_ones_when_there_is_room_again()
    {
        using var file = DocumentFile.Open(Path(FilePath) with { ReserveBytes = 1 << 20 });
        file.Commit([.. Enumerable.Range(0, 10).Select(i => Put(i, new byte[20_000]))]);
        _disk.FillUpTo(100_000);

        var refused = Assert.Throws<StoreException>(() => file.Commit([Put(10, new byte[20_000])]));
        Assert.Equal(StoreFailure.DiskFull, refused.Failure);
        Assert.Contains("Free some room there.", refused.Message, StringComparison.Ordinal);
        Assert.Equal(10, file.Scan(Frames).Count);

        file.Commit([Delete(0), Delete(1)]);
        Assert.Equal(8, file.Scan(Frames).Count);

        _disk.Free();
        file.Commit([Put(11, new byte[20_000])]);
        Assert.Equal(9, file.Scan(Frames).Count);
        Assert.Empty(file.FilesSetAside);
    }

    [Fact]
    public void A_disk_that_fills_up_behind_our_look_never_hangs_the_caller_and_loses_nothing_durable()
    {
        // No reserve and room just above what a commit is thought to cost: what LiteDB itself meets is a disk with nothing left.
        var settings = Path(FilePath) with { ReserveBytes = 0, CallLimit = TimeSpan.FromSeconds(5) };
        using (var file = DocumentFile.Open(settings))
        {
            file.Commit([.. Enumerable.Range(0, 20).Select(i => Put(i, StoreWriterProcess.PayloadOf(i)))]);
        }

        for (var free = 540_000; free > 0; free -= 60_000)
        {
            _disk.FillUpTo(free);
            try
            {
                using var file = DocumentFile.Open(settings);
                file.Commit([Delete(1000 + free), Put(2000, new byte[100])]);
            }
            catch (StoreException)
            {
            }
        }

        _disk.Free();
        using var again = DocumentFile.Open(settings);
        Assert.Empty(again.FilesSetAside);
        Assert.All(again.Scan(Frames, 0, 19), document => Assert.Equal(StoreWriterProcess.PayloadOf(document.Id), document.Payload));
        Assert.Equal(20, again.Scan(Frames, 0, 19).Count);
    }

    [Fact]
    public void A_journal_on_a_full_disk_fails_its_append_and_keeps_what_it_had()
    {
        var path = _disk.File("outage.journal");
        using (var journal = JournalFile.Open(path, segmentBytes: 64 << 10))
        {
            journal.Append("plan"u8);
            _disk.FillUpTo(0);
            journal.Append("within the preallocated room"u8);
            Assert.ThrowsAny<IOException>(() => journal.Append(new byte[100_000]));
            journal.Append("still within it"u8);
        }

        using var again = JournalFile.Open(path, segmentBytes: 64 << 10);
        Assert.Equal(3, again.ReadAll().Count);
    }

    public void Dispose() => _disk.Dispose();
}
