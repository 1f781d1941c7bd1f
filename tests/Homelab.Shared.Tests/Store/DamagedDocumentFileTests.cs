using Homelab.Store;
using static Homelab.Shared.Tests.Store.DocumentFileSettingsFor;

namespace Homelab.Shared.Tests.Store;

public sealed class DamagedDocumentFileTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    private string FilePath => _folder.File("outbox.db");

    [Fact]
    public void A_flipped_bit_in_a_payload_sets_the_file_aside_and_salvages_the_other_documents()
    {
        Fill(20);
        var bytes = File.ReadAllBytes(FilePath);
        bytes[bytes.AsSpan().IndexOf("document 7 "u8) + 4] ^= 1;
        File.WriteAllBytes(FilePath, bytes);

        using var file = DocumentFile.Open(Path(FilePath));
        var failure = Assert.Throws<StoreException>(() => file.Texts());
        Assert.Equal(StoreFailure.SetAside, failure.Failure);
        Assert.Contains("with 19 documents that could still be read", failure.Message, StringComparison.Ordinal);
        Assert.Equal(19, file.Texts().Length);
        Assert.DoesNotContain(file.Texts(), text => text.StartsWith("document 7 ", StringComparison.Ordinal));
        Assert.True(File.Exists(Assert.Single(file.FilesSetAside).Path));
    }

    [Fact]
    public void Bits_flipped_anywhere_never_give_a_false_document_and_never_end_the_use_of_the_file()
    {
        Fill(40);
        var whole = File.ReadAllBytes(FilePath);
        var random = new Random(20240901);
        var harmed = 0;
        for (var round = 0; round < 60; round++)
        {
            var bytes = whole.ToArray();
            for (var flip = 0; flip < 20; flip++)
            {
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            }

            Clean();
            File.WriteAllBytes(FilePath, bytes);
            using var file = DocumentFile.Open(Path(FilePath) with { CallLimit = TimeSpan.FromSeconds(3) });
            string[] texts;
            try
            {
                texts = file.Texts();
            }
            catch (StoreException)
            {
                texts = file.Texts();
            }

            Assert.All(texts, text => Assert.Matches("^document [0-9]+ x{500}$", text));
            file.Commit([Put(1000, "document 1000 " + new string('x', 500))]);
            Assert.NotNull(file.Read(Frames, 1000));
            harmed += file.FilesSetAside.Count;

            // LiteDB's finalizers must not end the process.
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.True(harmed > 10, $"Only {harmed} of the damaged files were noticed: the flips do too little.");
    }

    [Fact]
    public void A_file_of_garbage_is_set_aside_and_at_most_three_such_files_are_kept()
    {
        for (var round = 0; round < 5; round++)
        {
            var garbage = new byte[64 << 10];
            new Random(round).NextBytes(garbage);
            File.WriteAllBytes(FilePath, garbage);
            using var file = DocumentFile.Open(Path(FilePath));
            Assert.Single(file.FilesSetAside);
            file.Commit([Put(1, "fresh")]);
        }

        Assert.Equal(3, Directory.GetFiles(_folder.Path, "outbox.aside-*.db").Count(name => !name.Contains("-log", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_file_cut_short_is_set_aside()
    {
        Fill(40);
        using (var stream = new FileStream(FilePath, FileMode.Open))
        {
            stream.SetLength(stream.Length / 2);
        }

        using var file = DocumentFile.Open(Path(FilePath));
        try
        {
            file.Texts();
        }
        catch (StoreException)
        {
        }

        Assert.NotEmpty(file.FilesSetAside);
        file.Commit([Put(1, "fresh")]);
    }

    public void Dispose() => _folder.Dispose();

    private void Fill(int documents)
    {
        using var file = DocumentFile.Open(Path(FilePath));
        for (var i = 0; i < documents; i++)
        {
            file.Commit([Put(i, $"document {i} " + new string('x', 500))]);
        }
    }

    private void Clean()
    {
        foreach (var path in Directory.GetFiles(_folder.Path))
        {
            File.Delete(path);
        }
    }
}
