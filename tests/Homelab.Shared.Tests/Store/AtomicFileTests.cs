using System.Text;
using Homelab.Store;
using Homelab.TestKit.Processes;

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

    /// <summary>An enrolment by root, into the directory of a service that has a user of its own.</summary>
    [Fact]
    public async Task What_root_writes_into_the_directory_of_another_belongs_to_that_one()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root gives files away");
        await Command.RunAsync("chown", ["1234:2345", _folder.Path], cancellation: TestContext.Current.CancellationToken);
        PrivateFiles.MakeDirectory(_folder.File("trust"));
        PrivateFiles.Write(_folder.File("trust/identity.pem"), "key"u8);
        AtomicFile.Write(_folder.File("fence.json"), "{}"u8);
        var owners = await Command.RunAsync("stat", ["-c", "%u:%g %a", _folder.File("trust"), _folder.File("trust/identity.pem"), _folder.File("fence.json")], cancellation: TestContext.Current.CancellationToken);
        Assert.Equal("1234:2345 700\n1234:2345 600\n1234:2345 640", owners.StandardOutput.Trim());
    }

    public void Dispose() => _folder.Dispose();
}
