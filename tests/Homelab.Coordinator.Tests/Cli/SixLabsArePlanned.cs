using System.Runtime.CompilerServices;
using Homelab.Cli;
using Homelab.Cli.Offline;
using Homelab.Cli.Render;
using Homelab.Contracts.Shutdown;
using Homelab.Domain;
using Homelab.Domain.Shutdown;
using Homelab.Files;

namespace Homelab.Coordinator.Tests.Cli;

/// <summary>
/// What an operator reads at night: the whole text of <c>homelab plan</c> for six labs. The labs lie in PlannedLabs, the texts in Goldens.
/// Where the command itself can be told all of it, it is the command that is run.
/// </summary>
public class SixLabsArePlanned
{
    [Fact]
    public Task A_pi_and_a_nas() => Run("shelf");

    [Fact]
    public Task The_attic_whose_batteries_tell_no_runtime_and_where_a_switch_dies_with_the_mains() => Run("attic");

    [Fact]
    public Task Two_UPSes_that_die_in_turn_and_a_nas_on_both() => Run("two-upses");

    [Fact]
    public Task A_cluster_of_which_some_suffice() => Run("cluster");

    [Fact]
    public Task A_battery_that_is_too_short_for_the_order() => Run("too-short", ExitCode.SomethingWrong);

    [Fact]
    public Task The_attic_without_its_core_switch() => Run("attic", name: "attic-lost-switch", asked: ["--lost", "switch:core"]);

    [Fact]
    public Task Two_UPSes_at_a_third_of_their_charge() => Run("two-upses", name: "two-upses-at-charge", asked: ["--at-charge", "35%"]);

    [Fact]
    public void Strangers_on_the_UPS_and_a_node_that_nobody_reaches()
    {
        var lab = LabFile.Read(FileOf("strangers")).Lab!;
        var feeds = PowerGoesNow.Assume(lab, [], Moment.Zero, []);
        var supposed = WhatIf.Nothing.On(lab, [.. feeds.Select(feed => feed with { Logins = ["10.0.0.9"], ChargeRatio = 1 })]);
        var plan = supposed.Plan(supposed.Request(Moment.Zero, 0) with { LocalUpsmons = ["nas"] });
        var message = PlanMessage.Of(plan, PlanChecker.Check(supposed.Lab, supposed.Feeds, plan), Moment.Zero, null);
        Golden.Same("lab-strangers.txt", PlanText.Of(message, OfflinePlan.Verdict(lab, message), OfflinePlan.Basis(lab), Surface.Plain with { Width = 110 }));
    }

    private static async Task Run(string file, int exitCode = ExitCode.Fine, string? name = null, params string[] asked)
    {
        var run = await CommandRun.Shown(110, ["plan", "--lab", FileOf(file), .. asked]);
        Assert.Equal("", run.Error);
        Golden.Same($"lab-{name ?? file}.txt", run.Out);
        Assert.Equal(exitCode, run.ExitCode);
    }

    private static string FileOf(string name, [CallerFilePath] string caller = "") =>
        Path.Combine(Path.GetDirectoryName(caller)!, "PlannedLabs", $"{name}.yaml");
}
