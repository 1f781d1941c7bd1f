using Homelab.TestKit.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Homelab.Web.Tests;

public class ThePageKeepsItsManners(Browser browser)
{
    [Theory]
    [InlineData("healthy")]
    [InlineData("on-battery")]
    public async Task Nothing_is_asked_elsewhere_and_nothing_breaks_the_policy(string fixture)
    {
        await using var lab = await new CannedRest(fixture, FreePort.Next()).Start();
        await using var open = await browser.Open(lab.Address);
        await Expect(open.Section("Events")).ToContainTextAsync("Live");
        await open.Section("Services").HoverAsync();
        Assert.All(open.Requests, url => Assert.StartsWith(lab.Address + "/", url));
        Assert.Empty(open.Complaints);
        Assert.Equal(0, await open.Page.Locator("[style], script:not([src]), style").CountAsync());
    }

    [Theory]
    [InlineData("healthy", ColorScheme.Light)]
    [InlineData("healthy", ColorScheme.Dark)]
    [InlineData("on-battery", ColorScheme.Light)]
    [InlineData("on-battery", ColorScheme.Dark)]
    public async Task On_a_phone_it_fits_and_every_word_stands_out(string fixture, ColorScheme scheme)
    {
        await using var lab = await new CannedRest(fixture, FreePort.Next()).Start();
        await using var open = await browser.Open(lab.Address, width: 360, height: 740, scheme: scheme);
        await Expect(open.Heading("Services")).ToBeVisibleAsync();
        Assert.Equal(360, await open.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        // WCAG 2.2, success criterion 1.4.3 (AA).
        Assert.Empty(await open.Page.EvaluateAsync<string[]>(await File.ReadAllTextAsync(Path.Combine(PageFiles.Tests, "faint-words.js"), TestContext.Current.CancellationToken)));
        await open.Show($"phone-{fixture}-{scheme}");
    }

    [Fact]
    public async Task It_is_read_with_the_keyboard_alone()
    {
        await using var lab = await new CannedRest("on-battery", FreePort.Next()).Start();
        await using var open = await browser.Open(lab.Address);
        await Expect(open.Heading("Services")).ToBeVisibleAsync();
        var reached = new List<string>();
        for (var i = 0; i < 8; i++)
        {
            await open.Page.Keyboard.PressAsync("Tab");
            reached.Add(await open.Page.EvaluateAsync<string>("() => document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent"));
        }

        Assert.Contains(reached, name => name.StartsWith("What happened", StringComparison.Ordinal));
        Assert.Contains(reached, name => name.StartsWith("hub: starts in", StringComparison.Ordinal));
        Assert.Contains("Steps of the plan, table", reached);
        Assert.Contains("Services, table", reached);
    }
}
