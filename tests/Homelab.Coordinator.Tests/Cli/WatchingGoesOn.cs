using Homelab.Contracts.V1;
using Homelab.TestKit.Processes;
using Homelab.TestKit.Waiting;

namespace Homelab.Coordinator.Tests.Cli;

public class WatchingGoesOn
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);
    private static readonly LabEvent First = new() { WallMs = SampleAnswers.Ago(9), Priority = 4, Code = "OnBattery", Subject = "rack-ups", Message = "On battery." };
    private static readonly LabEvent Second = new() { WallMs = SampleAnswers.Ago(3), Priority = 5, Code = "OnLine", Subject = "rack-ups", Message = "On line." };

    [Fact]
    public async Task Over_a_coordinator_that_comes_back_without_showing_an_event_twice()
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var output = new StringWriter();
        var port = FreePort.Next();
        var before = await new CannedCoordinator { Events = [First] }.Start(port);
        var run = CommandRun.Of(before.Address, output, enough.Token, "watch", "--json");
        await Until.TrueAsync(() => Lines(output) == 1, Bound, "the first event");
        await before.DisposeAsync();

        await using var after = await new CannedCoordinator { Events = [First, Second] }.Start(port);
        await Until.TrueAsync(() => Lines(output) == 2, Bound, "the second event");
        await enough.CancelAsync();
        var ended = await run;
        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("\"code\":\"OnLine\"", ended.Out.Split('\n')[1]);
        Assert.Contains("The coordinator answers again.", ended.Error);
    }

    private static int Lines(StringWriter output) => output.ToString().Count(character => character == '\n');
}
