using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Tests.Power;

/// <summary>All feeds of a lab told as a story in seconds, through the shipped desk.</summary>
internal sealed class DeskStory
{
    public static readonly FeedConfig Rack = new() { Name = "rack", Nut = new NutSource("ups", "nas") };
    public static readonly FeedConfig Desk = new() { Name = "desk", Nut = new NutSource("ups", "pi") };

    public DeskStory(params FeedConfig[] feeds)
        : this(new LabConfig { Name = "attic", Feeds = [.. feeds], Nodes = [new NodeConfig { Name = "pi1" }, new NodeConfig { Name = "pi2" }] })
    {
    }

    public DeskStory(LabConfig lab) => Feeds = new FeedDesk(lab);

    public FeedDesk Feeds { get; }

    public static DeskStory With(TriggerConfig triggers) => new(Rack with { Triggers = triggers });

    public DeskStory Say(double second, string feed, string status, params ReadOnlySpan<(string Name, string Value)> variables)
    {
        var all = new Dictionary<string, string> { ["ups.status"] = status };
        foreach (var (name, value) in variables)
        {
            all[name] = value;
        }

        Feeds.Observe(feed, new FeedAnswered(Moment.FromSeconds(second), UpsVariables.Read(all)));
        Feeds.Assess(Moment.FromSeconds(second));
        return this;
    }

    public DeskStory OnRack(double second, string status, params ReadOnlySpan<(string Name, string Value)> variables) => Say(second, "rack", status, variables);

    public DeskStory Fail(double second, string feed)
    {
        Feeds.Observe(feed, new FeedFailed(Moment.FromSeconds(second), FeedFailure.Unreachable, "The wire is cut."));
        return this;
    }

    public FeedAssessment At(double second, string feed = "rack") => Feeds.Assess(Moment.FromSeconds(second)).Single(found => found.Feed == feed);

    public string[] Fired(double second, string feed = "rack") => [.. At(second, feed).Fired.Select(fired => fired.Name)];
}
