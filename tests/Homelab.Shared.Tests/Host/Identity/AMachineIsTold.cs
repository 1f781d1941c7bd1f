using Homelab.Domain.Trust;
using Homelab.Host.Identity;

namespace Homelab.Shared.Tests.Host.Identity;

public class AMachineIsTold
{
    [Fact]
    public void By_its_serial_and_a_hash_of_its_machine_id()
    {
        using var root = new ScratchFolder();
        root.Write("proc/device-tree/serial-number", "10000000aaaaaaaa\0");
        root.Write("etc/machine-id", "0123456789abcdef0123456789abcdef\n");

        var marks = MachineLook.Read(root.Path);
        Assert.Equal("10000000aaaaaaaa", marks.Serial);
        Assert.Matches("^[0-9a-f]{64}$", marks.Installation);
        Assert.DoesNotContain("0123456789abcdef", marks.Installation, StringComparison.Ordinal);
        Assert.Equal(marks, MachineLook.Read(root.Path));
    }

    [Fact]
    public void By_nothing_where_there_is_nothing()
    {
        using var root = new ScratchFolder();
        Assert.Equal(MachineMarks.Unknown, MachineLook.Read(root.Path));
    }
}
