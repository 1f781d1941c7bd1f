using Homelab.TestKit.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Homelab.Web.Tests;

public class ThePageAsksWhoReads(Browser browser)
{
    [Fact]
    public async Task It_shows_nothing_but_the_form_until_somebody_has_signed_in_and_again_after()
    {
        await using var lab = await new CannedRest("healthy", FreePort.Next()) { Manner = Manner.AsksWho }.Start();
        await using var open = await browser.Open(lab.Address);
        var form = open.Page.GetByRole(AriaRole.Form, new() { Name = "Sign in" });
        await Expect(form).ToBeVisibleAsync();
        await Expect(open.Page).ToHaveTitleAsync("Sign in - Homelab");
        await Expect(open.Page.GetByRole(AriaRole.Main)).ToBeHiddenAsync();
        await open.Show("sign-in");

        await form.GetByLabel("Name").FillAsync("ada");
        await form.GetByLabel("Password").FillAsync("wrong");
        await form.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(form.GetByRole(AriaRole.Alert)).ToHaveTextAsync("This name with this password is not known here.");

        await form.GetByLabel("Password").FillAsync("correct horse battery");
        await open.Page.Keyboard.PressAsync("Enter");
        await Expect(open.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("attic \u25cfOK");
        await Expect(form).ToHaveCountAsync(0);
        Assert.Equal("""{"name":"ada","password":"correct horse battery"}""", lab.SignedInWith);
        await Expect(open.Page.GetByRole(AriaRole.Contentinfo)).ToContainTextAsync("Signed in as ada, operator.");

        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(form).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_session_that_ends_takes_the_lab_off_the_screen()
    {
        await using var lab = await new CannedRest("healthy", FreePort.Next()).Start();
        await using var open = await browser.Open(lab.Address);
        await Expect(open.Heading("Services")).ToBeVisibleAsync();
        lab.Manner = Manner.AsksWho;
        await Expect(open.Heading("Sign in")).ToBeVisibleAsync();
        await Expect(open.Heading("Services")).ToHaveCountAsync(0);
    }
}
