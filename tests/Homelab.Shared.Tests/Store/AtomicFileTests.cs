using System.Text;
using Homelab.Store;

namespace Homelab.Shared.Tests.Store;

public sealed class AtomicFileTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    [Fact]
    public void A_written_file_replaces_the_old_one_and_leaves_no_neighbour()
    {
        var path = _folder.File("lease.bin");
        AtomicFile.Write(path, "old"u8);
        AtomicFile.Write(path, "new"u8);
        Assert.Equal("new", File.ReadAllText(path, Encoding.UTF8));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_failed_write_leaves_the_old_content()
    {
        var path = _folder.File("lease.bin");
        AtomicFile.Write(path, "old"u8);
        Directory.CreateDirectory(path + ".tmp");
        Assert.ThrowsAny<Exception>(() => AtomicFile.Write(path, "new"u8));
        Assert.Equal("old", File.ReadAllText(path, Encoding.UTF8));
    }

    public void Dispose() => _folder.Dispose();
}
