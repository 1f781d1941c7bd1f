using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;

namespace Homelab.System.Tests.Programs;

/// <summary>deploy/systemd, as systemd-analyze(1) rates it; what the rights are for stands in docs/security.md.</summary>
public sealed class TheUnits
{
    /// <summary>In tenths, from 0 to 100.</summary>
    [Theory]
    [InlineData("homelab-agent", 20)]
    [InlineData("homelab-coordinator", 20)]
    [InlineData("homelab-lease", 20)]
    [InlineData("homelab-kernel-log", 20)]
    [InlineData("homelab-agent-helper@", 20)]
    [InlineData("homelab-scrub@", 20)]
    public async Task Expose_no_more_than(string unit, int most)
    {
        var analyzed = await Command.RunAsync(
            "systemd-analyze", ["security", "--offline=true", "--no-pager", $"--threshold={most}", Repository.PathOf($"deploy/systemd/{unit}.service")], cancellation: TestContext.Current.CancellationToken);

        Assert.True(analyzed.ExitCode == 0 && analyzed.Output.Contains("Overall exposure level", StringComparison.Ordinal), analyzed.Output);
    }
}
