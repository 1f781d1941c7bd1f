using Homelab.TestKit.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Homelab.Web.Tests;

public class StaleStateLooksStale(Browser browser)
{
    // Six seconds of silence, and the bound of a question that hangs.
    private static readonly LocatorAssertionsToContainTextOptions Patient = new() { Timeout = 30_000 };

    [Fact]
    public async Task When_the_coordinator_is_gone_and_fresh_again_when_it_is_back()
    {
        var port = FreePort.Next();
        var lab = await new CannedRest("healthy", port).Start();
        await using var open = await browser.Open(lab.Address);
        await Expect(open.Card("Nodes", "pi1")).ToContainTextAsync("Last beat1s ago");
        await Expect(open.Page.GetByRole(AriaRole.Main)).ToHaveCSSAsync("opacity", "1");

        await lab.DisposeAsync();
        var alert = open.Page.GetByRole(AriaRole.Alert);
        await Expect(alert).ToContainTextAsync("COORDINATOR LOST: last heard ", Patient);
        await Expect(alert).ToContainTextAsync("What stands below was true then, not now. The last question failed: it cannot be reached.");
        await Expect(open.Page).ToHaveTitleAsync("LOST - attic");
        await Expect(open.Page.GetByRole(AriaRole.Banner)).ToHaveTextAsync("attic ?UNKNOWNwas OK when last heard");
        await Expect(open.Section("Nodes")).ToHaveCSSAsync("filter", "grayscale(1)");
        await Expect(open.Card("Nodes", "pi1")).ToContainTextAsync(new System.Text.RegularExpressions.Regex("Last beat([7-9]|[1-9][0-9])s ago"));
        await Expect(open.Section("Events")).ToContainTextAsync("Not live: the stream of events is interrupted");
        await open.Show("lost");

        await using var back = await new CannedRest("healthy", port).Start();
        await Expect(alert).ToBeEmptyAsync(new() { Timeout = 30_000 });
        await Expect(open.Section("Nodes")).ToHaveCSSAsync("filter", "none");
    }

    [Theory]
    [InlineData(nameof(Manner.Hangs), "it gave no answer in time")]
    [InlineData(nameof(Manner.Fails), "it answered 500")]
    public async Task When_the_coordinator_is_there_and_does_not_answer(string manner, string why)
    {
        await using var lab = await new CannedRest("on-battery", FreePort.Next()).Start();
        await using var open = await browser.Open(lab.Address);
        await Expect(open.Section("Feeds")).ToContainTextAsync("ON BATTERY");
        lab.Manner = Enum.Parse<Manner>(manner);
        await Expect(open.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync($"The last question failed: {why}.", Patient);
    }

    [Fact]
    public async Task When_it_never_answered_at_all_there_is_no_state_to_believe()
    {
        await using var lab = await new CannedRest("healthy", FreePort.Next()) { Manner = Manner.Fails }.Start();
        await using var open = await browser.Open(lab.Address);
        await Expect(open.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("COORDINATOR LOST: no answer since this page was opened, ", Patient);
        await Expect(open.Page.GetByText("OK", new() { Exact = true })).ToHaveCountAsync(0);
    }
}
