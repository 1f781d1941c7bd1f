using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Homelab.Web.Tests;

/// <summary>The page in a browser, with all that it asked for and complained about.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    private OpenPage(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                Complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => Complaints.Add(error);
        page.Request += (_, request) => Requests.Add(request.Url);
    }

    public IPage Page { get; }

    public ConcurrentBag<string> Complaints { get; } = [];

    public ConcurrentBag<string> Requests { get; } = [];

    public static async Task<OpenPage> At(IBrowserContext context, string address)
    {
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(20_000);
        // The fixtures' evening: 22:14:03 in Berlin.
        await page.Clock.SetSystemTimeAsync(new DateTime(2026, 10, 3, 20, 14, 3, DateTimeKind.Utc));
        var open = new OpenPage(context, page);
        await page.GotoAsync(address);
        return open;
    }

    public ILocator Heading(string name) => Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = name, Exact = true });

    public ILocator Section(string name) => Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = name, Exact = true });

    public ILocator Card(string section, string name) =>
        Section(section).GetByRole(AriaRole.Listitem).Filter(new LocatorFilterOptions { Has = Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = name }) });

    /// <summary>Kept where HOMELAB_SCREENSHOTS names a folder, for a person to look at.</summary>
    public async Task Show(string name)
    {
        if (Environment.GetEnvironmentVariable("HOMELAB_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), FullPage = true });
        }
    }

    public async ValueTask DisposeAsync() => await _context.CloseAsync();
}
