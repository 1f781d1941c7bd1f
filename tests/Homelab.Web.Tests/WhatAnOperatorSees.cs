using Homelab.TestKit.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Homelab.Web.Tests;

public class WhatAnOperatorSees(Browser browser)
{
    [Fact]
    public async Task In_a_healthy_lab_the_state_and_what_it_rests_on()
    {
        await using var lab = await new CannedRest("healthy", FreePort.Next()).Start();
        await using var open = await browser.Open(lab.Address);
        await Expect(open.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("attic ●OK");
        await Expect(open.Page).ToHaveTitleAsync("OK - attic");
        await Expect(open.Page.GetByRole(AriaRole.Alert)).ToBeEmptyAsync();
        await Expect(open.Page.Locator(".banner")).ToHaveCountAsync(0);

        await Expect(open.Card("Feeds", "rack-ups")).ToContainTextAsync("Would last21m00s (reported)");
        await Expect(open.Card("Feeds", "rack-ups")).ToContainTextAsync("from nut ups@nas.lan:3493, \"OL\"");
        await Expect(open.Card("Feeds", "rack-ups")).ToContainTextAsync("Replace the battery by2028-05-06Self-testquick on 2026-09-30 03:00: passed");
        await Expect(open.Card("Feeds", "desk-ups")).Not.ToContainTextAsync("Self-test");
        await Expect(open.Card("Feeds", "desk-ups")).ToContainTextAsync("Would lastunknown (the UPS reports none)");
        await Expect(open.Card("Feeds", "desk-ups")).ToContainTextAsync("Loadunknown");
        await Expect(open.Card("Feeds", "wall")).ToContainTextAsync("not watched");
        await Expect(open.Card("Nodes", "nas")).ToContainTextAsync("CPU12 %Memory free3 GiBHottest48.3 °C");
        await Expect(open.Page.GetByRole(AriaRole.Contentinfo)).ToContainTextAsync("loaded 2026-10-03 20:14:03 Europe/Berlin");
        await open.Show("healthy");
    }

    [Fact]
    public async Task The_plan_as_a_timeline_and_the_same_in_a_table()
    {
        await using var lab = await new CannedRest("healthy", FreePort.Next()).Start();
        await using var open = await browser.Open(lab.Address);
        var plan = open.Section("If the power goes now");
        await Expect(plan).ToContainTextAsync("FITS this plan needs 2m40s, grace and margin included, the battery gives 21m00s. Dying: rack-ups, desk-ups; 4 nodes stop.");
        var row = plan.GetByRole(AriaRole.Row).Filter(new() { HasText = "hub" }).Last;
        await Expect(row).ToContainTextAsync("rack-ups is empty in 21m00s, and 1m00s of it are the margin");

        var bar = plan.GetByRole(AriaRole.Img, new() { NameRegex = new("^nas: starts in 17m54s, takes 1m30s, off by \\+19m24s\\. Bound by: off before hub") });
        await bar.FocusAsync();
        await Expect(plan.GetByRole(AriaRole.Figure)).ToContainTextAsync("Bound by: off before hub begins to stop");
        var bars = await plan.GetByRole(AriaRole.Img).AllAsync();
        Assert.Equal(4, bars.Count);
    }

    [Fact]
    public async Task Services_that_stop_before_their_nodes_and_what_the_order_wants_of_each_battery()
    {
        await using var lab = await new CannedRest("healthy", FreePort.Next()).Start();
        await using var open = await browser.Open(lab.Address);
        var plan = open.Section("If the power goes now");
        var bar = plan.Locator("svg rect.service");
        await Expect(bar).ToHaveCountAsync(1);
        await Expect(bar.Locator("title")).ToHaveTextAsync("ingress: stops in 16m58s, takes 20s, before pi1 stops");
        await Expect(plan.GetByRole(AriaRole.Row).Filter(new() { HasText = "before pi1 stops" })).ToHaveTextAsync("ingresspi1in 16m58s20sbefore pi1 stops");
        await Expect(plan).ToContainTextAsync("rack-ups: 2m40s of 21m00s");
        await Expect(plan).ToContainTextAsync("desk-ups: 2m20s of a runtime that nobody knows");
    }

    [Fact]
    public async Task In_an_outage_planned_against_real_and_the_battery_with_its_forecast()
    {
        await using var lab = await new CannedRest("on-battery", FreePort.Next()).Start();
        await using var open = await browser.Open(lab.Address);
        await Expect(open.Page.Locator("header .mode")).ToHaveTextAsync("mode observe");
        var course = open.Section("Outage o-17: stopping").GetByRole(AriaRole.Figure);
        await Expect(course.Locator(".row")).ToHaveCountAsync(3);
        await Expect(course.Locator(".row title").First)
            .ToHaveTextAsync("pi1, planned +30s, to +50s, ordered +30s, silent +1m02s, off +1m09s; late by 12s: it took at least 31s to stop, reckoned with 20s");
        await Expect(course.Locator(".late[cx]")).ToHaveCountAsync(1);
        await Expect(course.Locator(".marked title")).ToHaveTextAsync("+30s: rack-ups committed: pi1 is the first to stop for good.");
        await Expect(course.Locator("polyline.charge")).ToHaveCountAsync(1);
        await Expect(course.Locator("polyline.foretold")).ToHaveCountAsync(1);
        await Expect(course).ToContainTextAsync("foretold, empty at +9m");
        await Expect(course.GetByRole(AriaRole.Link, new() { Name = "As a picture" })).ToHaveAttributeAsync("href", "/api/v1/outages/o-17/report.svg");
        await open.Show("course");
    }

    [Fact]
    public async Task On_battery_the_sequence_with_its_evidence_before_all_else()
    {
        await using var lab = await new CannedRest("on-battery", FreePort.Next()).Start();
        await using var open = await browser.Open(lab.Address);
        await Expect(open.Page).ToHaveTitleAsync("ON BATTERY - attic");
        var banners = await open.Page.Locator(".banner").AllInnerTextsAsync();
        Assert.Equal(
            ["ON BATTERY", "OUTAGE", "Lab file", "Warning", "Observe mode", "Authority"],
            banners.Select(text => text.Split(':', '\n')[0].Replace(" o-17 is running, stopping.", "", StringComparison.Ordinal)));
        Assert.Equal("ON BATTERY: rack-ups for 2m10s, 7m00s left (extrapolated from the discharge).", banners[0]);
        Assert.StartsWith("Authority: it is being rotated since 22:00:00: 3 of 5 nodes moved; waiting for pi3, pi4. ", banners[5]);
        Assert.Contains("nodes.pi1.stpo: the node has no such key. Did you mean stop?", banners[2]);

        var outage = open.Section("Outage o-17: stopping");
        await Expect(outage).ToContainTextAsync("Advisory: this is what would be done; nothing is stopped.");
        var steps = outage.Locator(".steps").GetByRole(AriaRole.Listitem);
        await Expect(steps.Nth(0)).ToHaveTextAsync("pi1 ●OFFoff 22:13:02its stream closed, and tcp:22 is silent while the switch answers");
        await Expect(steps.Nth(1)).ToContainTextAsync(new System.Text.RegularExpressions.Regex("^nas ○waitingstops in 3m[23][0-9]s"));

        var plan = open.Section("The plan in force");
        await Expect(plan).ToContainTextAsync("DOES NOT FIT this plan needs 9m40s, grace and margin included, the battery gives 7m00s: 3m40s are lacking.");
        await Expect(plan).ToContainTextAsync("nas before pi1: cloud on nas needs dns on pi1");
        await Expect(plan).ToContainTextAsync("hub ends 4s after its feed is empty.");
        await Expect(open.Card("Nodes", "pi2")).ToContainTextAsync("UNKNOWNnever heard of since the coordinator started");
        await Expect(open.Section("Nodes").GetByRole(AriaRole.Listitem).First).ToContainTextAsync("pi1 ■DOWN");
        await open.Show("on-battery");
    }

    [Fact]
    public async Task An_event_as_it_happens_and_only_once()
    {
        await using var lab = await new CannedRest("healthy", FreePort.Next()).Start();
        await using var open = await browser.Open(lab.Address);
        await Expect(open.Section("Events")).ToContainTextAsync("Live, the newest first.");
        lab.Happen("not json");
        const string First = """{"wallMs":1791058440000,"priority":4,"code":"OnBattery","subject":"rack-ups","message":"<b>On battery</b>; 7m00s left."}""";
        lab.Happen(First);
        lab.Happen(First);
        lab.Happen("""{"wallMs":1791058442000,"priority":5,"code":"OnLine","subject":"rack-ups","message":"On line again."}""");
        var events = open.Section("Events").GetByRole(AriaRole.Listitem);
        await Expect(events).ToHaveCountAsync(2);
        await Expect(events.First).ToContainTextAsync("22:14:02 ○NOTICE rack-ups On line again. OnLine");
        await Expect(events.Last).ToContainTextAsync("22:14:00 ▲WARNING rack-ups <b>On battery</b>; 7m00s left. OnBattery");
        Assert.Empty(open.Complaints);
    }
}
