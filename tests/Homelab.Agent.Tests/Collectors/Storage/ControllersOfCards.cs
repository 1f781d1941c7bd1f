using System.Text;
using Homelab.Agent.Collectors.Storage;
using Homelab.Domain.Storage;

namespace Homelab.Agent.Tests.Collectors.Storage;

public class ControllersOfCards
{
    /// <summary>As a board with sdhci-arasan had it (its owner to linux-mmc, 6 December 2023), with other figures.</summary>
    private const string Captured =
        "# Command Timeout Occurred:\t 4\n# Command CRC Errors Occurred:\t 2\n# Data Timeout Occurred:\t 1\n# Data CRC Errors Occurred:\t 5\n# Auto-Cmd Error Occurred:\t 0\n# ADMA Error Occurred:\t 0\n"
        + "# Tuning Error Occurred:\t 3\n# CMDQ RED Errors:\t 0\n# CMDQ GCE Errors:\t 0\n# CMDQ ICCE Errors:\t 0\n# Request Timedout:\t 1\n# CMDQ Request Timedout:\t 0\n# ICE Config Errors:\t 0\n"
        + "# Controller Timedout errors:\t 0\n# Unexpected IRQ errors:\t 0\n";

    private const string Card = "sys/devices/platform/emmc2bus/fe340000.mmc/mmc_host/mmc0/mmc0:aaaa";

    [Fact]
    public void Count_checksums_and_what_was_lost_and_not_what_a_card_does_not_know_at_its_start() =>
        Assert.Equal(new ControllerReport(7, 2, TimeSpan.Zero), Parse(Captured));

    [Theory]
    [InlineData("")]
    [InlineData("cat: err_stats: Operation not permitted\n")]
    [InlineData("# Data CRC Errors Occurred:\t many\n")]
    public void What_is_no_such_file_is_none(string text) => Assert.Null(Parse(text));

    [Fact]
    public void One_that_is_being_written_counts_nothing_that_is_cut_off()
    {
        Assert.Null(Parse(Captured[..Captured.IndexOf("5\n# Auto", StringComparison.Ordinal)]));
        Assert.Null(Parse(Captured[..(Captured.IndexOf("5\n# Auto", StringComparison.Ordinal) + 1)]));
    }

    [Fact]
    public void Are_asked_of_by_the_name_of_the_card_on_them()
    {
        using var root = new TestRoot().With($"{Card}/type", "SD\n").Linked("sys/block/mmcblk0/device", "/" + Card).With("sys/block/sda/device/type", "0\n");
        Assert.Equal("controller mmc0", CardController.Question(root.Root, "mmcblk0")?.ToString());
        Assert.Null(CardController.Question(root.Root, "sda"));
        Assert.Null(CardController.Question(root.Root, "mmcblk1"));
    }

    private static ControllerReport? Parse(string text) => CardController.Parse(Encoding.ASCII.GetBytes(text), out _);
}
