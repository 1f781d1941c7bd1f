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

    [Theory]
    [InlineData("viewer")]
    [InlineData("operator")]
    [InlineData("")]
    public async Task Nobody_else_has_the_section_and_for_nobody_else_it_is_asked_for(string role)
    {
        await using var lab = await (role.Length > 0 ? Signed(role) : new CannedRest("healthy", FreePort.Next())).Start();
        await using var open = await browser.Open(lab.Address);
        await Expect(open.Section("Events")).ToContainTextAsync("Live");
        await Expect(open.Page.GetByRole(AriaRole.Contentinfo)).ToContainTextAsync(role.Length > 0 ? $"Signed in as ada, {role}." : "Coordinator");

        // Longer than the page takes to ask who reads, and then for the log.
        await Until(open, "/api/v1/session");
        await Until(open, "/api/v1/plan", times: 2);
        await Expect(open.Heading("Audit log")).ToHaveCountAsync(0);
        Assert.DoesNotContain(open.Requests, url => url.Contains("audit", StringComparison.Ordinal));
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

    [Fact]
    public async Task A_chain_that_does_not_hold_is_told_with_the_line()
    {
        await using var lab = Signed("admin");
        lab.Audit.BrokenFrom = 118;
        await lab.Start();
        await using var open = await browser.Open(lab.Address);
        await Expect(open.Section("Audit log")).ToContainTextAsync("■BROKEN The chain is broken from line 118 on: line 117 was changed.");
    }

    [Fact]
    public async Task What_cannot_be_read_is_unknown_and_what_was_read_before_says_when()
    {
        await using var lab = Signed("admin");
        lab.Audit.Trouble = "The audit log cannot be read: Input/output error";
        await lab.Start();
        await using var open = await browser.Open(lab.Address);
        var log = open.Section("Audit log");
        await Expect(log).ToContainTextAsync("?unknown: whether its chain holds. The audit log cannot be read: Input/output error");
        await Expect(log).ToContainTextAsync("?unknown: the newest lines. The audit log cannot be read: Input/output error");
        await Expect(log).Not.ToContainTextAsync("HOLDS");
        await Expect(log).Not.ToContainTextAsync("Nothing was changed");
        await Expect(log.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(0);

        lab.Audit.Trouble = "";
        await Expect(log.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(50, new() { Timeout = 30_000 });
        lab.Audit.Trouble = "The audit log cannot be read: Input/output error";
        await Expect(log).ToContainTextAsync("the newest lines. The audit log cannot be read: Input/output error What stands here was read 22:14:", new() { Timeout = 30_000 });
        await Expect(log.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(50);
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

    [Fact]
    public async Task With_the_session_it_is_off_the_screen()
    {
        await using var lab = await Signed("admin").Start();
        await using var open = await browser.Open(lab.Address);
        await Expect(open.Heading("Audit log")).ToBeVisibleAsync();
        lab.Manner = Manner.AsksWho;
        await Expect(open.Heading("Sign in")).ToBeVisibleAsync();
        await Expect(open.Heading("Audit log")).ToHaveCountAsync(0);
    }

    private static CannedRest Signed(string role) => new("healthy", FreePort.Next()) { KnowsWhoReads = true, Role = role };

    private static async Task Until(OpenPage open, string path, int times = 1)
    {
        while (open.Requests.Count(url => url.EndsWith(path, StringComparison.Ordinal)) < times)
        {
            await open.Page.WaitForRequestAsync("**/api/v1/status");
        }
    }
}
