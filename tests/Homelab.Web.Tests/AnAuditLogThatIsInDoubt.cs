using Microsoft.Playwright;
using static Homelab.Web.Tests.TheAuditLogOnThePage;
using static Microsoft.Playwright.Assertions;

namespace Homelab.Web.Tests;

public class AnAuditLogThatIsInDoubt(Browser browser)
{
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
}
