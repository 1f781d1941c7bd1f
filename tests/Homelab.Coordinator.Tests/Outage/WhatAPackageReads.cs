using Homelab.Coordinator.Outage;
using Homelab.Coordinator.Tests.Api;
using Homelab.Domain.Power;
using Homelab.TestKit.Nut;
using Homelab.TestKit.Waiting;

namespace Homelab.Coordinator.Tests.Outage;

/// <summary>Root, who upgrades the package, may have no token: the coordinator leaves for it whether it may be replaced now.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class WhatAPackageReads
{
    private const string LabText =
        """
        schema: 1
        lab: attic
        time_zone: UTC
        mode: observe
        feeds:
          rack-ups: {nut: "ups@127.0.0.1:PORT"}
        nodes:
          hub: {feeds: [rack-ups], coordinator: true, stop: 2s, start: power}
        policy: {poll: 500ms, debounce: 2s}
        """;

    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(null, "", FeedCondition.OnLine, "quiet")]
    [InlineData("Grace", "", FeedCondition.OnBattery, "busy: an outage runs (Grace)")]
    [InlineData("Settling", "", FeedCondition.OnLine, "busy: an outage runs (Settling)")]
    [InlineData(null, "", FeedCondition.OnBattery, "busy: on battery: rack-ups")]
    [InlineData(null, "", FeedCondition.LowBattery, "busy: on battery: rack-ups")]
    [InlineData(null, "", FeedCondition.ForcedShutdown, "busy: on battery: rack-ups")]
    [InlineData(null, "nas", FeedCondition.OnLine, "busy: being started again after an outage: nas")]
    [InlineData(null, "nas", FeedCondition.Unknown, "busy: being started again after an outage: nas")]
    [InlineData(null, "", FeedCondition.Unknown, "unknown: nothing fresh is known of rack-ups")]
    public void It_says_busy_from_the_first_moment_on_battery_until_the_last_machine_is_back(string? outage, string awaited, FeedCondition condition, string notice) =>
        Assert.Equal(notice, PowerNotice.Of(outage, awaited.Split(',', StringSplitOptions.RemoveEmptyEntries), [
            new FeedAssessment { Feed = "rack-ups", Condition = condition }, new FeedAssessment { Feed = "wall", Condition = FeedCondition.Unknown, IsMains = true },
        ]));

    [Fact]
    public async Task It_follows_the_ups_is_for_its_user_and_root_alone_and_goes_with_the_coordinator()
    {
        var status = "OL";
        await using var ups = ScriptedUpsd.Polite(request => ScriptedReply.Text(request switch
        {
            "LIST VAR ups" => $"BEGIN LIST VAR ups\nVAR ups ups.status \"{Volatile.Read(ref status)}\"\nVAR ups battery.charge \"90\"\nVAR ups battery.runtime \"600\"\nEND LIST VAR ups\n",
            _ => "ERR UNKNOWN-COMMAND\n",
        }));
        await using var coordinator = await CoordinatorUnderTest.StartAsync(LabText.Replace("PORT", $"{ups.Port}", StringComparison.Ordinal));
        var path = Path.Combine(coordinator.RuntimeDirectory, PowerNoticeFile.FileName);
        await SaysAsync(path, "quiet");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));

        Volatile.Write(ref status, "OB DISCHRG");
        await SaysAsync(path, "busy: an outage runs (Grace)");
        Volatile.Write(ref status, "OL");
        await SaysAsync(path, "quiet");
        await coordinator.StopAsync();
        Assert.False(File.Exists(path));
    }

    private static Task SaysAsync(string path, string notice) => Until.TrueAsync(() => File.Exists(path) && File.ReadAllText(path).Trim() == notice, s_bound, notice);
}
