using Homelab.Store;

namespace Homelab.Shared.Tests.Store;

public sealed class KilledWriterTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    [Fact]
    public void What_a_process_called_durable_is_there_after_kill_9()
    {
        var path = _folder.File("outbox.db");
        var random = new Random(7);
        for (var round = 0; round < 8; round++)
        {
            long last;
            using (var writer = StoreWriterProcess.OfDocuments(path))
            {
                last = writer.KillAfter(random.Next(1, 25));
            }

            Assert.True(last > round);
            using var file = DocumentFile.Open(DocumentFileSettingsFor.Path(path));
            var documents = file.Scan(DocumentFileSettingsFor.Frames);
            Assert.Empty(file.FilesSetAside);
            Assert.InRange(documents.Count, last, last + 1);
            Assert.All(documents, document => Assert.Equal(StoreWriterProcess.PayloadOf(document.Id), document.Payload));
        }
    }

    [Fact]
    public void What_a_process_appended_to_its_journal_is_there_after_kill_9()
    {
        var path = _folder.File("outage.journal");
        var random = new Random(8);
        for (var round = 0; round < 8; round++)
        {
            long last;
            using (var writer = StoreWriterProcess.OfJournal(path))
            {
                last = writer.KillAfter(random.Next(1, 300));
            }

            Assert.True(last > round);
            var content = JournalFile.Read(path);
            Assert.Equal(0, content.Damaged);
            Assert.InRange(content.Records.Count, last, last + 1);
            Assert.All(content.Records.Index(), record => Assert.Equal(StoreWriterProcess.PayloadOf(record.Index + 1), record.Item));
        }
    }

    [Fact]
    public void A_file_held_by_another_process_is_refused()
    {
        var path = _folder.File("outbox.db");
        using var writer = StoreWriterProcess.OfDocuments(path);
        var deadline = TimeProvider.System.GetTimestamp();
        while (!File.Exists(path) && TimeProvider.System.GetElapsedTime(deadline) < TimeSpan.FromSeconds(30))
        {
            Thread.Yield();
        }

        Assert.Throws<StoreInUseException>(() => DocumentFile.Open(DocumentFileSettingsFor.Path(path)));
    }

    public void Dispose() => _folder.Dispose();
}
