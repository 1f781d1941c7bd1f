using System.Text.Json;
using Homelab.Domain;
using Homelab.Host;
using Homelab.TestKit.Labs;

namespace Homelab.System.Tests.Outages;

/// <summary>What a report says of real machines, held against what was seen from outside of them, to the second.</summary>
public sealed class AReportBesideTheObserver
{
    private static readonly BootClock Clock = new();

    /// <summary>A beat, a poll of the UPS, and what a test's own process takes to notice.</summary>
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    [Trait("Run", "full")]
    public async Task Agrees_with_it_to_the_second_on_when_it_began_and_who_went_and_came_back_when()
    {
        await using var lab = await LabOfMachines.StartAsync(TestLab.Closet);
        var (hub, nas) = (lab.Machines["hub"], lab.Machines["nas"]);
        var failing = Clock.Now();
        await lab.MainsFailAsync(TimeSpan.FromSeconds(40));
        var failed = Clock.Now();
        var (nasOff, hubOff) = (await nas.UntilOffAsync(), await hub.UntilOffAsync());
        await lab.MainsReturnAsync();
        var booting = Clock.Now();
        await Task.WhenAll(lab.BootAsync("hub"), lab.BootAsync("nas"));
        await lab.UntilConnectedAsync();
        var connected = Clock.Now();
        await OutageJournalOnDisk.UntilReturnedAsync(lab, "hub", "nas");

        var answer = await lab.AskAsync("outage", "report");
        Assert.True(answer.ExitCode == 0, answer.Output);
        using var json = JsonDocument.Parse(answer.StandardOutput);
        var report = json.RootElement;
        var began = Wall(report.GetProperty("beganWallMs").GetInt64());
        Within(failing, began, failed + (2 * Second), "the beginning");

        var step = Assert.Single(report.GetProperty("steps").EnumerateArray(), step => step.GetProperty("node").GetString() == "nas" && step.GetProperty("service").GetString() == "");
        Moment At(string name) => began + TimeSpan.FromSeconds(step.GetProperty(name).GetDouble());
        Within(began, At("orderedSeconds"), nasOff.At, "the order to nas");
        Within(At("orderedSeconds"), At("takenSeconds"), nasOff.At, "its answer");
        Within(At("takenSeconds"), At("silentSeconds"), nasOff.At + Second, "the last sign of life of nas");
        if (step.TryGetProperty("offSeconds", out var off) && off.ValueKind == JsonValueKind.Number)
        {
            // Nobody is called off before he is; hub may have gone before anybody could say so.
            Within(nasOff.At - Second, At("offSeconds"), hubOff.At, "the end of nas");
        }

        var back = Assert.Single(report.GetProperty("returns").EnumerateArray(), one => one.GetProperty("node").GetString() == "nas");
        Assert.Equal("Returned", back.GetProperty("outcome").GetString());
        Within(booting, began + TimeSpan.FromSeconds(back.GetProperty("atSeconds").GetDouble()), connected + (5 * Second), "the return of nas");
    }

    /// <summary>The moment on this machine's own clock; the machines of the lab share it.</summary>
    private static Moment Wall(long milliseconds) => Clock.Now() - (TimeProvider.System.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));

    private static void Within(Moment from, Moment at, Moment to, string what) =>
        Assert.True(from - Second <= at && at <= to + Second, $"{what}: the report says {at}, and it was seen between {from} and {to}");
}
