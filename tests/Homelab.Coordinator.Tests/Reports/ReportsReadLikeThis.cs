using System.Xml.Linq;
using Homelab.Cli.Render;
using Homelab.Contracts.Reports;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Tests.Cli;
using Homelab.Domain.Lab;
using Homelab.Domain.Reports;
using Homelab.Pictures;

namespace Homelab.Coordinator.Tests.Reports;

/// <summary>Reports of played outages, as an operator reads them the morning after.</summary>
public sealed class ReportsReadLikeThis
{
    private const string Zone = "Europe/Berlin";

    /// <summary>The mains come back when half of the lab is off.</summary>
    private const string Half = "ups lasts 14m\nat 10s ups loses mains\nat 90s coordinator crashes for 20s\nat 10m30s ups mains back\nat 40m end\n";

    /// <summary>The mains come back after all are off, the coordinator's host too.</summary>
    private const string Night = "ups lasts 14m\nat 10s ups loses mains\nat 25m ups mains back\nat 60m end\n";

    private static readonly DateTimeOffset Morning = new(1970, 1, 2, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("half", Half, LabMode.Armed)]
    [InlineData("night", Night, LabMode.Armed)]
    [InlineData("observed", Half, LabMode.Observe)]
    public void An_outage(string name, string outage, LabMode mode)
    {
        var report = ReportFold.Of(PlayedOutage.Of(outage, mode));
        var message = ReportMessage.Of(report, Zone, "", "");
        Golden.Same($"report-{name}.txt", OutageReportText.Of(message, new LabTime(Zone, Morning), Surface.Plain));
        Golden.Same($"report-{name}.svg", ReportPicture.Of(report, "2026-11-25 20:13:04"));
        Golden.Same($"report-{name}-list.txt", OutageListText.Of(new OutageList { Outages = { ReportMessage.Summary(report) } }, new LabTime(Zone, Morning), Surface.Plain));
    }

    [Fact]
    public void An_outage_that_still_runs()
    {
        var report = ReportFold.Of(PlayedOutage.Of("ups lasts 14m\nat 10s ups loses mains\nat 10m50s end\n"));
        Assert.Equal("Running", ReportMessage.Summary(report).State);
        var message = ReportMessage.Of(report, Zone, "", "");
        var plan = new Plan { RuntimeSeconds = 180 };
        foreach (var (name, surface) in ((string, Surface)[])[("", Surface.Plain), ("-80", new Surface(Width: 80, Colour: false, Unicode: true))])
        {
            var sheet = new Sheet(surface);
            CourseText.Write(sheet, message, plan, message.LastedSeconds + 20);
            Golden.Same($"course{name}.txt", sheet.ToString());
        }
    }

    [Fact]
    public void What_comes_from_outside_cannot_break_the_picture()
    {
        var report = ReportFold.Of(PlayedOutage.Of(Half));
        var hostile = report with
        {
            Id = "<script>&\"'",
            Steps = [.. report.Steps.Select(step => step with { Node = "<b>", Evidence = "</title><script>alert(1)</script>" })],
        };
        var picture = XDocument.Parse(ReportPicture.Of(hostile, "now"));
        Assert.DoesNotContain(picture.Descendants(), element => element.Name.LocalName == "script");
        Assert.Contains(picture.Descendants(), element => element.Value.Contains("<script>&\"'", StringComparison.Ordinal));
    }
}
