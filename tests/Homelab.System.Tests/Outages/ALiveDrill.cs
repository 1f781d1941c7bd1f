using System.Text.Json;
using Homelab.Domain;
using Homelab.Host;
using Homelab.TestKit.Labs;
using Homelab.TestKit.Waiting;

namespace Homelab.System.Tests.Outages;

/// <summary>One real machine is stopped and woken, and both are measured.</summary>
public sealed class ALiveDrill
{
    private const string Mac = "02:00:00:00:00:02";

    private static readonly TestLab Lab = TestLab.Closet.With("stop: 4s, start: power}\nservices", $"stop: 4s, start: {{wol: \"{Mac}\"}}}}\nservices");

    private static readonly BootClock Clock = new();

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    [Fact]
    [Trait("Run", "full")]
    public async Task Powers_it_off_sends_the_packet_that_wakes_it_and_keeps_how_long_both_took()
    {
        await using var lab = await LabOfMachines.StartAsync(Lab);
        var heard = await lab.HearWakeAsync("nas");
        var asking = Clock.Now();
        var asked = await lab.AskAsync("drill", "--live", "nas", "--yes");
        Assert.True(asked.ExitCode == 0, asked.Output);
        var off = await lab.Machines["nas"].UntilOffAsync();

        await Until.TrueAsync(() => File.Exists(heard) && new FileInfo(heard).Length >= 102, Bound, "the magic packet");
        var packet = (await File.ReadAllBytesAsync(heard, TestContext.Current.CancellationToken))[..102];
        Assert.Equal([.. Enumerable.Repeat((byte)0xff, 6), .. Enumerable.Repeat<byte[]>([2, 0, 0, 0, 0, 2], 16).SelectMany(address => address)], packet);
        var booting = Clock.Now();
        await lab.BootAsync("nas");
        await lab.UntilConnectedAsync();
        await Until.TrueAsync(() => OutageJournalOnDisk.Read(lab.JournalFile).Any(line => line.Transition == "DrillEnded"), Bound, "the drill to end");
        var ended = Clock.Now();

        Assert.False(lab.Machines["hub"].IsOff);
        await ReportHeldAgainst.ObserverAsync(lab, [SeenEnd.Off("nas", off)]);
        var nodes = await lab.AskAsync("nodes");
        using var json = JsonDocument.Parse(nodes.StandardOutput);
        var drill = Assert.Single(json.RootElement.GetProperty("nodes").EnumerateArray(), node => node.GetProperty("name").GetString() == "nas").GetProperty("drill");
        Assert.Equal("proven", drill.GetProperty("standing").GetString());
        Within(off.At - asking, drill.GetProperty("stopSeconds").GetDouble(), "the stop");
        Within(ended - booting, drill.GetProperty("startSeconds").GetDouble(), "the start");
    }

    /// <summary>What was measured inside of it cannot be longer than what was seen around it, by a second for the looking.</summary>
    private static void Within(TimeSpan around, double seconds, string what) =>
        Assert.True(seconds > 0 && seconds <= around.TotalSeconds + 1, $"{what} is said to have taken {seconds} s, and {around.TotalSeconds} s passed around it");
}
