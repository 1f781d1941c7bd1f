using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Homelab.Cli.Offline;
using Homelab.Cli.Render;
using Homelab.Contracts.Shutdown;
using Homelab.Domain;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;
using Homelab.Domain.Shutdown;
using Homelab.Files;

namespace Homelab.Coordinator.Tests.Cli;

/// <summary>
/// What an operator reads at night: the whole text of <c>homelab plan</c> for six labs. The labs lie in PlannedLabs, the texts in Goldens.
/// </summary>
public class SixLabsArePlanned
{
    [Fact]
    public void A_pi_and_a_nas() => Same("shelf");

    [Fact]
    public void The_attic_whose_batteries_tell_no_runtime() => Same("attic");

    [Fact]
    public void Two_UPSes_that_die_in_turn_and_a_nas_on_both() => Same("two-upses");

    [Fact]
    public void A_cluster_of_which_some_suffice() => Same("cluster");

    [Fact]
    public void A_battery_that_is_too_short_for_the_order() => Same("too-short");

    [Fact]
    public void Strangers_on_the_UPS_and_a_node_that_nobody_reaches() =>
        Same("strangers", feed => feed with { Logins = ["10.0.0.9"], ChargeRatio = 1 }, ["nas"]);

    [Fact]
    public void The_attic_without_its_core_switch() => Same("attic", whatIf: new WhatIf { Lost = [new LostThing(LostKind.Switch, "core")] }, name: "attic-lost-switch");

    [Fact]
    public void Two_UPSes_at_a_third_of_their_charge() => Same("two-upses", whatIf: new WhatIf { ChargeRatio = 0.35 }, name: "two-upses-at-charge");

    private static void Same(
        string file, Func<FeedAssessment, FeedAssessment>? seen = null, string[]? upsmons = null, WhatIf? whatIf = null, string? name = null, [CallerFilePath] string caller = "")
    {
        var read = LabFile.Read(Path.Combine(Path.GetDirectoryName(caller)!, "PlannedLabs", $"{file}.yaml"));
        Assert.True(read.Lab is not null, string.Join("\n", read.Diagnostics));
        var lab = read.Lab!;
        var feeds = PowerGoesNow.Assume(lab, [], Moment.Zero, []);
        var supposed = (whatIf ?? WhatIf.Nothing).On(lab, seen is null ? feeds : [.. feeds.Select(seen)]);
        var plan = supposed.Plan(supposed.Request(Moment.Zero, 0) with { LocalUpsmons = [.. upsmons ?? []] });
        var message = PlanMessage.Of(plan, PlanChecker.Check(supposed.Lab, supposed.Feeds, plan), Moment.Zero, null);
        Golden.Same($"lab-{name ?? file}.txt", PlanText.Of(message, OfflinePlan.Verdict(lab, message), OfflinePlan.Basis(lab), Surface.Plain with { Width = 110 }));
    }
}
