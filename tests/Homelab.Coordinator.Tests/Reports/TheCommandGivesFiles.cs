using Homelab.Cli;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Tests.Cli;
using Homelab.TestKit.Repo;

namespace Homelab.Coordinator.Tests.Reports;

/// <summary><c>homelab outage report</c> with a picture and with a diff, as a script uses it.</summary>
public sealed class TheCommandGivesFiles
{
    private static readonly OutageReport Report = new() { Id = "attic-1-1", State = "Over", BeganWallMs = 1, Diff = "--- a/lab.yaml\n+++ b/lab.yaml\n", Svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n" };

    [Fact]
    public async Task A_picture_is_written_where_it_is_wanted()
    {
        using var folder = new TempFolder();
        await using var coordinator = await new CannedCoordinator { Report = Report }.Start();
        var run = await CommandRun.Of(coordinator.Address, "outage", "report", "attic-1-1", "--svg", folder.At("out.svg"));
        Assert.Equal((ExitCode.Fine, ""), (run.ExitCode, run.Error));
        Assert.Equal(Report.Svg, await File.ReadAllTextAsync(folder.At("out.svg"), TestContext.Current.CancellationToken));
        Assert.Equal(("attic-1-1", true), (coordinator.AskedReport!.Id, coordinator.AskedReport.WithSvg));
    }

    [Fact]
    public async Task The_diff_alone_goes_to_standard_output()
    {
        await using var coordinator = await new CannedCoordinator { Report = Report }.Start();
        Assert.Equal(Report.Diff, (await CommandRun.Of(coordinator.Address, "outage", "report", "--diff")).Out);
        Assert.False(coordinator.AskedReport!.WithSvg);
    }

    [Fact]
    public async Task The_list_says_where_nothing_has_happened_yet()
    {
        await using var coordinator = await new CannedCoordinator().Start();
        Assert.Equal("No outage has left a report yet. What would happen: homelab plan\n", (await CommandRun.Of(coordinator.Address, "outage", "list")).Out);
    }
}
