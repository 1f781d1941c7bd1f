using Homelab.Host.Identity;

namespace Homelab.Shared.Tests.Host.Identity;

public class BootIdentityTests
{
    [Fact]
    public void The_boot_id_is_the_one_below_the_root()
    {
        using var root = new ScratchFolder();
        root.Write("proc/sys/kernel/random/boot_id", "5f3c0d7e-1111-4222-8333-944445555666\n");

        Assert.Equal("5f3c0d7e-1111-4222-8333-944445555666", BootIdentity.Read(root.Path).BootId);
    }

    [Fact]
    public void A_root_without_a_boot_id_belongs_to_the_running_kernel()
    {
        using var root = new ScratchFolder();

        Assert.Equal(File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim(), BootIdentity.Read(root.Path).BootId);
    }

    [Fact]
    public void Every_process_start_draws_another_incarnation()
    {
        using var root = new ScratchFolder();
        var drawn = Enumerable.Range(0, 50).Select(_ => BootIdentity.Read(root.Path).Incarnation).ToHashSet();

        Assert.Equal(50, drawn.Count);
        Assert.DoesNotContain(0UL, drawn);
    }

    [Fact]
    public void A_device_tree_s_model_comes_before_all_else_and_loses_its_zero_byte()
    {
        using var root = new ScratchFolder();
        root.Write("proc/device-tree/model", "Raspberry Pi 4 Model B Rev 1.4\0");
        root.Write("sys/class/dmi/id/product_name", "Other\n");

        Assert.Equal("Raspberry Pi 4 Model B Rev 1.4", BootIdentity.Read(root.Path).Machine);
    }

    [Theory]
    [InlineData("Supermicro", "X11SSH-F", "Supermicro X11SSH-F")]
    [InlineData("Intel", "Intel NUC", "Intel NUC")]
    [InlineData(null, "Box", "Box")]
    [InlineData("Default string", "Box", "Box")]
    public void A_PC_is_its_vendor_and_product(string? vendor, string product, string machine)
    {
        using var root = new ScratchFolder();
        root.Write("sys/class/dmi/id/product_name", product + "\n");
        if (vendor is not null)
        {
            root.Write("sys/class/dmi/id/sys_vendor", vendor + "\n");
        }

        Assert.Equal(machine, BootIdentity.Read(root.Path).Machine);
    }

    [Fact]
    public void A_machine_that_says_nothing_is_its_host_name()
    {
        using var root = new ScratchFolder();
        root.Write("etc/hostname", "pi2\n");

        Assert.Equal("pi2", BootIdentity.Read(root.Path).Machine);
    }
}
