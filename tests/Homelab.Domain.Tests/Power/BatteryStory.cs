using System.Globalization;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Tests.Power;

/// <summary>A battery that discharges in proportion to its load, told to the shipped desk poll by poll, over days and processes.</summary>
internal sealed class BatteryStory
{
    private DateTimeOffset _wall = new(2026, 3, 1, 12, 0, 0, TimeSpan.FromHours(1));
    private double _second;

    public BatteryStory(FeedConfig? feed = null, BatteryRecord? known = null)
    {
        Lab = new LabConfig { Name = "attic", Feeds = [feed ?? DeskStory.Rack] };
        Feeds = new FeedDesk(Lab);
        if (known is not null)
        {
            Feeds.Remember("rack", known);
        }
    }

    public LabConfig Lab { get; }

    public FeedDesk Feeds { get; private set; }

    public BatteryRecord Battery => Feeds.BatteryOf("rack");

    public FeedAssessment Now => Feeds.Assess(Moment.FromSeconds(_second)).Single();

    /// <summary>Another process that knows what was stored.</summary>
    public BatteryStory Restart()
    {
        var record = Battery;
        Feeds = new FeedDesk(Lab);
        Feeds.Remember("rack", record);
        return this;
    }

    /// <summary>It is told to test itself now.</summary>
    public BatteryStory Test(SelfTestKind kind = SelfTestKind.Quick)
    {
        Feeds.BeginTest("rack", kind, _wall, Moment.FromSeconds(_second));
        return this;
    }

    public BatteryStory Pass(TimeSpan span)
    {
        _wall += span;
        _second += span.TotalSeconds;
        return this;
    }

    public BatteryStory Say(string status, params ReadOnlySpan<(string Name, string Value)> variables)
    {
        var all = new Dictionary<string, string> { ["ups.status"] = status };
        foreach (var (name, value) in variables)
        {
            all[name] = value;
        }

        Feeds.Observe("rack", new FeedAnswered(Moment.FromSeconds(_second), UpsVariables.Read(all)), _wall);
        Pass(TimeSpan.FromSeconds(2));
        return this;
    }

    /// <summary>From one charge to another in so many seconds, polled every 2 s.</summary>
    public BatteryStory Run(string status, double from, double to, int seconds, double? load = 40)
    {
        for (var at = 0; at <= seconds; at += 2)
        {
            var charge = ("battery.charge", Text(from + ((to - from) * at / seconds)));
            if (load is { } known)
            {
                Say(status, charge, ("ups.load", Text(known)));
            }
            else
            {
                Say(status, charge);
            }
        }

        return this;
    }

    public BatteryStory Rest(double charge = 100, double load = 40) => Run("OL", charge, charge, 20, load);

    private static string Text(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
