using Homelab.Cli.Json;
using Homelab.Cli.Render;
using Homelab.Contracts.V1;

namespace Homelab.Coordinator.Tests.Cli;

/// <summary>homelab drill: a table by subject and item, with what each verdict rests on.</summary>
public class ARehearsalIsShown
{
    private static readonly Rehearsal Mixed = new()
    {
        Id = "rehearsal-3-1",
        BeganWallMs = SampleAnswers.Now.ToUnixTimeMilliseconds(),
        TookSeconds = 2.34,
        Verdict = DrillVerdict.DrillFails,
        Subjects =
        {
            Subject("coordinator", "hub", ("journal", DrillVerdict.DrillOk, "a write to it was on the disk in time")),
            Subject("feed", "rack-ups", ("user", DrillVerdict.DrillBelieved, "upsd does not say")),
            Subject("node", "nas", ("power off", DrillVerdict.DrillOk, "logind answers CanPowerOff with yes"), ("units", DrillVerdict.DrillFails, "smbd.service is not-found"), ("stop", DrillVerdict.DrillUnknown, "no bus")),
        },
    };

    [Fact]
    public void Text_and_json()
    {
        Golden.Same("drill.txt", DrillText.Of(Mixed, Surface.Plain));
        Golden.Same("drill.json", CliJson.Text(RehearsalJson.Of(Mixed)));
    }

    [Theory]
    [InlineData(DrillVerdict.DrillFails, 1)]
    [InlineData(DrillVerdict.DrillUnknown, 0)]
    [InlineData(DrillVerdict.DrillOk, 0)]
    public async Task The_exit_code_says_whether_something_fails(DrillVerdict verdict, int expected)
    {
        var answer = Mixed.Clone();
        answer.Verdict = verdict;
        await using var coordinator = await new CannedCoordinator { Rehearsal = answer }.Start();
        var run = await CommandRun.Of(coordinator.Address, "drill");
        Assert.Equal((expected, ""), (run.ExitCode, run.Error));
        Assert.Equal("alex", coordinator.AskedRehearsal?.By);
    }

    private static RehearsedSubject Subject(string kind, string name, params (string Name, DrillVerdict Verdict, string Basis)[] items) => new()
    {
        Kind = kind, Name = name, Items = { items.Select(item => new DrillItem { Name = item.Name, Verdict = item.Verdict, Basis = item.Basis }) },
    };
}
