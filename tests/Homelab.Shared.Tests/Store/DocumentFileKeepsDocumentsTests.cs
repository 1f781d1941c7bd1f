using Homelab.Store;
using static Homelab.Shared.Tests.Store.DocumentFileSettingsFor;

namespace Homelab.Shared.Tests.Store;

public sealed class DocumentFileKeepsDocumentsTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    private string FilePath => _folder.File("outbox.db");

    [Fact]
    public void Documents_are_read_back_in_the_order_of_their_ids_after_reopening()
    {
        using (var file = DocumentFile.Open(Path(FilePath)))
        {
            file.Commit([Put(3, "three"), Put(1, "one"), Put(2, "two")]);
            file.Commit([Delete(2), Put(1, "uno")]);
        }

        using var again = DocumentFile.Open(Path(FilePath));
        Assert.Equal(["uno", "three"], again.Texts());
        Assert.Equal("three"u8.ToArray(), again.Read(Frames, 3));
        Assert.Null(again.Read(Frames, 2));
        Assert.Empty(again.FilesSetAside);
    }

    [Fact]
    public void A_scan_is_bounded_on_both_ends()
    {
        using var file = DocumentFile.Open(Path(FilePath));
        file.Commit([.. Enumerable.Range(0, 300).Select(i => Put(i, $"{i}"))]);
        Assert.Equal(Enumerable.Range(100, 11).Select(i => (long)i), file.Scan(Frames, 100, 110).Select(document => document.Id));
        Assert.Equal(5, file.Scan(Frames, 100, 200, limit: 5).Count);
    }

    [Fact]
    public void A_second_process_is_refused_with_a_sentence()
    {
        using var file = DocumentFile.Open(Path(FilePath));
        var refused = Assert.Throws<StoreInUseException>(() => DocumentFile.Open(Path(FilePath)));
        Assert.Contains("Stop that process first.", refused.Message, StringComparison.Ordinal);
        file.Commit([Put(1, "still works")]);
    }

    [Fact]
    public void A_newer_file_is_refused_with_a_sentence_and_left_alone()
    {
        using (var file = DocumentFile.Open(Path(FilePath, version: 3) with { Migrations = [(_, d) => d, (_, d) => d] }))
        {
            file.Commit([Put(1, "from the future")]);
        }

        var refused = Assert.Throws<StoreException>(() => DocumentFile.Open(Path(FilePath)));
        Assert.Equal(StoreFailure.Newer, refused.Failure);
        Assert.Contains("has version 3; this program knows up to version 1", refused.Message, StringComparison.Ordinal);
        using var again = DocumentFile.Open(Path(FilePath, version: 3));
        Assert.Equal(["from the future"], again.Texts());
    }

    [Fact]
    public void An_older_file_is_carried_forward_from_a_copy_and_the_old_one_is_kept()
    {
        using (var file = DocumentFile.Open(Path(FilePath)))
        {
            file.Commit([Put(1, "a"), Put(2, "b")]);
        }

        var settings = Path(FilePath, version: 3) with { Migrations = [(_, d) => d with { Payload = [.. d.Payload, (byte)'2'] }, DropSecond] };
        using (var file = DocumentFile.Open(settings))
        {
            Assert.Equal(["a2"], file.Texts());
        }

        using var old = DocumentFile.Open(Path(_folder.File("outbox.version-1.db")));
        Assert.Equal(["a", "b"], old.Texts());

        static StoredDocument? DropSecond(string collection, StoredDocument document) => document.Id == 2 ? null : document;
    }

    [Fact]
    public void A_migration_that_fails_leaves_the_old_file_for_a_human()
    {
        using (var file = DocumentFile.Open(Path(FilePath)))
        {
            file.Commit([Put(1, "a")]);
        }

        using (var file = DocumentFile.Open(Path(FilePath, version: 2) with { Migrations = [(_, _) => throw new InvalidDataException("no")] }))
        {
            var aside = Assert.Single(file.FilesSetAside);
            Assert.True(File.Exists(aside.Path));
        }
    }

    [Fact]
    public void Removing_leaves_nothing_but_the_lock()
    {
        var file = DocumentFile.Open(Path(FilePath));
        file.Commit([Put(1, "gone")]);
        file.Remove();
        Assert.Equal([FilePath + ".lock"], Directory.GetFiles(_folder.Path));
        using var again = DocumentFile.Open(Path(FilePath));
        Assert.Empty(again.Texts());
    }

    public void Dispose() => _folder.Dispose();
}
