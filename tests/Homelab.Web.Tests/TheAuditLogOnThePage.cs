using Homelab.TestKit.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Homelab.Web.Tests;

public class TheAuditLogOnThePage(Browser browser)
{
    [Fact]
    public async Task An_admin_reads_who_did_what_from_where_and_what_came_of_it_with_the_newest_first()
    {
        await using var lab = await Signed("admin").Start();
        await using var open = await browser.Open(lab.Address);
        var log = open.Section("Audit log");
        await Expect(log).ToContainTextAsync("●HOLDS The chain holds: 120 lines. To be sure of them later, note the newest hash elsewhere: abab");
        var lines = log.GetByRole(AriaRole.Listitem);
        await Expect(lines).ToHaveCountAsync(50);
        await Expect(lines.Nth(0)).ToHaveTextAsync("120 22:14:00 ◌COMPUTED ONLY engine: StepOrdered outage o-17: pi1. Stop pi1.: computed only (observe)");
        await Expect(lines.Nth(2)).ToHaveTextAsync("118 22:10:00 ▲REFUSED vic by token phone from 192.0.2.9: AskPower shutdown the whole lab: refused: vic (token phone) is viewer, and this takes operator.");
        await Expect(lines.Nth(3)).ToHaveTextAsync("117 2026-10-02 21:02:11 ●DONE ada by password from 192.0.2.7: SetMaintenance pi1 for 2h");
        await open.Show("audit");
    }

    [Fact]
    public async Task What_others_wrote_is_text_and_turns_around_nothing_beside_it()
    {
        await using var lab = await Signed("admin").Start();
        await using var open = await browser.Open(lab.Address);
        var line = open.Section("Audit log").GetByRole(AriaRole.Listitem).Nth(1);
        await Expect(line).ToContainTextAsync("▲NOT DONE <img src=x onerror=alert(1)> (said) from 127.0.0.1: AskOutage <b>hold</b> \u202egnp.exe: It failed.");
        await Expect(line.Locator("img, b")).ToHaveCountAsync(0);
        await Expect(line.Locator("bdi").Filter(new() { HasText = "gnp.exe" })).ToHaveTextAsync("<b>hold</b> \u202egnp.exe");
        Assert.Equal(0, await open.Page.Locator("[style], script:not([src]), style").CountAsync());
        Assert.Empty(open.Complaints);
    }

    [Fact]
    public async Task Older_lines_come_when_they_are_asked_for_and_the_keyboard_goes_on_there()
    {
        await using var lab = await Signed("admin").Start();
        await using var open = await browser.Open(lab.Address);
        var lines = open.Section("Audit log").GetByRole(AriaRole.Listitem);
        var older = open.Section("Audit log").GetByRole(AriaRole.Button, new() { Name = "Older" });
        await older.FocusAsync();
        await open.Page.Keyboard.PressAsync("Enter");
        await Expect(lines).ToHaveCountAsync(100);
        await Expect(lines.Nth(50)).ToBeFocusedAsync();
        await Expect(lines.Nth(50)).ToContainTextAsync("70 2026-10-01 12:00:00 ●DONE ada by token login from 192.0.2.7: SetMaintenance nas for 1h");

        await older.ClickAsync();
        await Expect(lines).ToHaveCountAsync(120);
        await Expect(lines.Nth(100)).ToBeFocusedAsync();
        await Expect(older).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task On_a_phone_it_fits_and_every_word_stands_out(ColorScheme scheme)
    {
        await using var lab = await Signed("admin").Start();
        await using var open = await browser.Open(lab.Address, width: 360, height: 740, scheme: scheme);
        await Expect(open.Section("Audit log")).ToContainTextAsync("HOLDS");
        await Expect(open.Section("Audit log")).ToContainTextAsync("COMPUTED ONLY");
        Assert.Equal(360, await open.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        Assert.Empty(await open.Page.EvaluateAsync<string[]>(await File.ReadAllTextAsync(Path.Combine(PageFiles.Tests, "faint-words.js"), TestContext.Current.CancellationToken)));
        await open.Show($"phone-audit-{scheme}");
    }

    internal static CannedRest Signed(string role) => new("healthy", FreePort.Next()) { KnowsWhoReads = true, Role = role };
}
