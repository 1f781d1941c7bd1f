using Homelab.TestKit.Processes;
using Microsoft.Playwright;
using static Homelab.Web.Tests.TheAuditLogOnThePage;
using static Microsoft.Playwright.Assertions;

namespace Homelab.Web.Tests;

public class WhoReadsTheAuditLog(Browser browser)
{
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
    public async Task With_the_session_it_is_off_the_screen()
    {
        await using var lab = await Signed("admin").Start();
        await using var open = await browser.Open(lab.Address);
        await Expect(open.Heading("Audit log")).ToBeVisibleAsync();
        lab.Manner = Manner.AsksWho;
        await Expect(open.Heading("Sign in")).ToBeVisibleAsync();
        await Expect(open.Heading("Audit log")).ToHaveCountAsync(0);
    }

    private static async Task Until(OpenPage open, string path, int times = 1)
    {
        while (open.Requests.Count(url => url.EndsWith(path, StringComparison.Ordinal)) < times)
        {
            await open.Page.WaitForRequestAsync("**/api/v1/status");
        }
    }
}
