using System.Text;
using Homelab.Store;

namespace Homelab.Shared.Tests.Store;

public sealed class JournalKeepsRecordsTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    private string JournalPath => _folder.File("outage.journal");

    [Fact]
    public void What_was_appended_is_read_back_in_order_after_reopening()
    {
        using (var journal = JournalFile.Open(JournalPath))
        {
            Append(journal, "plan", "commit", "cut");
        }

        using var again = JournalFile.Open(JournalPath);
        Append(again, "return");
        Assert.Equal(["plan", "commit", "cut", "return"], Words(again.ReadAll()));
        Assert.Equal((0, false), (again.Damaged, again.HadTornTail));
    }

    [Fact]
    public void A_touch_writes_and_leaves_nothing()
    {
        using (var journal = JournalFile.Open(JournalPath))
        {
            journal.Touch();
            Append(journal, "plan");
            journal.Touch();
        }

        using var again = JournalFile.Open(JournalPath);
        Assert.Equal(["plan"], Words(again.ReadAll()));
        Assert.Equal((0, false), (again.Damaged, again.HadTornTail));
    }

    [Fact]
    public void The_file_has_its_room_before_it_is_needed_and_grows_by_segments()
    {
        using var journal = JournalFile.Open(JournalPath, segmentBytes: 4096);
        Assert.Equal(4096, new FileInfo(JournalPath).Length);
        for (var i = 0; i < 100; i++)
        {
            journal.Append(new byte[100]);
        }

        Assert.Equal(0, new FileInfo(JournalPath).Length % 4096);
        Assert.Equal(100, JournalFile.Read(JournalPath).Records.Count);
    }

    [Fact]
    public void A_tail_torn_at_any_byte_is_ignored_and_the_records_before_it_stand()
    {
        using (var journal = JournalFile.Open(JournalPath, segmentBytes: 4096))
        {
            Append(journal, "first", "second", "the torn one");
        }

        var whole = File.ReadAllBytes(JournalPath);
        var torn = 2 * 24;
        for (var cut = torn; cut < torn + 28; cut++)
        {
            var bytes = whole.ToArray();
            Array.Clear(bytes, cut, bytes.Length - cut);
            File.WriteAllBytes(JournalPath, bytes);
            using var journal = JournalFile.Open(JournalPath, segmentBytes: 4096);
            Assert.Equal(["first", "second"], Words(journal.ReadAll()));
            Assert.Equal(cut > torn, journal.HadTornTail);
            Append(journal, "third");
            Assert.Equal(["first", "second", "third"], Words(JournalFile.Read(JournalPath).Records));
            Assert.Equal((0, false), (JournalFile.Read(JournalPath).Damaged, JournalFile.Read(JournalPath).HasTornTail));
        }
    }

    [Fact]
    public void A_flipped_bit_anywhere_loses_at_most_the_record_it_is_in_and_is_counted()
    {
        using (var journal = JournalFile.Open(JournalPath, segmentBytes: 4096))
        {
            Append(journal, "first", "second", "third");
        }

        var whole = File.ReadAllBytes(JournalPath);
        for (var at = 24; at < 24 + 16 + "second".Length; at++)
        {
            var bytes = whole.ToArray();
            bytes[at] ^= 0x10;
            File.WriteAllBytes(JournalPath, bytes);
            var content = JournalFile.Read(JournalPath);
            Assert.Equal(["first", "third"], Words(content.Records));
            Assert.Equal(1, content.Damaged);
        }
    }

    [Fact]
    public void A_second_writer_is_refused_and_an_observer_is_not()
    {
        using var journal = JournalFile.Open(JournalPath);
        Append(journal, "plan");
        var refused = Assert.Throws<StoreInUseException>(() => JournalFile.Open(JournalPath));
        Assert.Contains("in use by another process", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["plan"], Words(JournalFile.Read(JournalPath).Records));
    }

    [Fact]
    public void Clearing_starts_anew_and_rotating_keeps_the_old()
    {
        using (var journal = JournalFile.Open(JournalPath))
        {
            Append(journal, "one");
            journal.Rotate(_folder.File("outage-1.journal"));
            Append(journal, "two");
            journal.Clear();
            Append(journal, "three");
            Assert.Equal(["three"], Words(journal.ReadAll()));
        }

        Assert.Equal(["one"], Words(JournalFile.Read(_folder.File("outage-1.journal")).Records));
        Assert.Equal(["three"], Words(JournalFile.Read(JournalPath).Records));
    }

    [Fact]
    public void A_file_that_is_no_journal_is_read_as_empty_and_can_be_written()
    {
        File.WriteAllText(JournalPath, "this was never a journal");
        using var journal = JournalFile.Open(JournalPath);
        Assert.Empty(journal.ReadAll());
        Append(journal, "plan");
        Assert.Equal(["plan"], Words(JournalFile.Read(JournalPath).Records));
    }

    public void Dispose() => _folder.Dispose();

    private static void Append(JournalFile journal, params string[] words)
    {
        foreach (var word in words)
        {
            journal.Append(Encoding.UTF8.GetBytes(word));
        }
    }

    private static IEnumerable<string> Words(IEnumerable<byte[]> records) => records.Select(Encoding.UTF8.GetString);
}
