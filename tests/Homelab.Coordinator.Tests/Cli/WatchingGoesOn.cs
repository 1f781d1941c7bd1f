using Homelab.Contracts.V1;

namespace Homelab.Coordinator.Tests.Cli;

public class WatchingGoesOn
{
    private static readonly LabEvent First = new() { WallMs = SampleAnswers.Ago(9), Priority = 4, Code = "OnBattery", Subject = "rack-ups", Message = "On battery." };
    private static readonly LabEvent Second = new() { WallMs = SampleAnswers.Ago(3), Priority = 5, Code = "OnLine", Subject = "rack-ups", Message = "On line." };

    [Fact]
    public async Task Over_a_coordinator_that_comes_back_without_showing_an_event_twice()
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var output = new StringWriter();
        var port = TheCommandTellsScripts.FreePort();
        var before = await new CannedCoordinator { Events = [First] }.Start(port);
        var run = CommandRun.Of(before.Address, output, enough.Token, "watch", "--json");
        await Until(() => Lines(output) == 1);
        await before.DisposeAsync();

        await using var after = await new CannedCoordinator { Events = [First, Second] }.Start(port);
        await Until(() => Lines(output) == 2);
        await enough.CancelAsync();
        var ended = await run;
        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("\"code\":\"OnLine\"", ended.Out.Split('\n')[1]);
        Assert.Contains("The coordinator answers again.", ended.Error);
    }

    private static int Lines(StringWriter output) => output.ToString().Count(character => character == '\n');

    private static async Task Until(Func<bool> condition)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        bound.CancelAfter(TimeSpan.FromSeconds(60));
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, bound.Token);
        }
    }
}
