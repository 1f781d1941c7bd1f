using Homelab.TestKit.Labs;
using Homelab.TestKit.Processes;

namespace Homelab.System.Tests.Programs;

/// <summary>The command as scripts use it.</summary>
public sealed class ThePublishedCommand
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Ends_when_nobody_reads_its_output_any_more()
    {
        await using var lab = await LabUnderTest.StartAsync();
        // head(1) ends after one event; more come all the time, since the lab loses its mains and gets them back.
        await using var watching = await RunningProgram.StartAsync(
            "homelab watch", "sh", ["-c", $"'{PublishedProgram.PathOf(PublishedProgram.Cli)}' --coordinator {lab.Uplink} watch | head -n 1"]);
        await lab.MainsFailAsync(TimeSpan.FromMinutes(5));
        await lab.MainsReturnAsync();
        await lab.UntilNoOutageAsync();

        Assert.Equal(0, (await watching.WaitForExitAsync(Bound)).Code);
        Assert.NotEmpty(watching.Lines);
    }
}
