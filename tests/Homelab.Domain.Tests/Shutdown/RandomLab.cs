using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>Labs drawn from a seed: cycles, choices, two feeds, unknown runtimes and short batteries among them.</summary>
internal sealed class RandomLab
{
    private readonly Random _random;

    public RandomLab(int seed, int mostNodes = 10)
    {
        _random = new Random(seed);
        var feeds = Names("feed", _random.Next(1, 4));
        var hasMains = Chance(0.3);
        var switches = Names("switch", _random.Next(0, 3));
        var nodes = Names("node", _random.Next(2, mostNodes + 1));
        Lab = Labs.LabOf(
            [.. feeds.Select(feed => Labs.Ups(feed, Chance(0.5) ? $"{Pick(nodes)}.lan" : null)), .. hasMains ? [Labs.Mains("wall")] : Array.Empty<FeedConfig>()],
            nodes.Select((node, index) => Node(node, index, feeds, hasMains, switches)),
            Services(nodes),
            switches.Select((name, index) => new SwitchConfig { Name = name, Feeds = [Pick(feeds)], Behind = index > 0 ? switches[index - 1] : null }));
        Feeds = [.. feeds.Select(Assess), .. hasMains ? [Labs.Wall("wall")] : Array.Empty<FeedAssessment>()];

        // Drawn last, so that the labs of known seeds keep their shape.
        if (Chance(0.5))
        {
            Lab = Lab with
            {
                Feeds = [.. Lab.Feeds.Select(feed => feed.IsMains || Chance(0.2) ? feed : feed with { RatingWatts = _random.Next(100, 600) })],
                Nodes = [.. Lab.Nodes.Select(node => Chance(0.1) ? node : node with { Watts = _random.Next(10, 200) })],
            };
            Feeds = [.. Feeds.Select(feed => feed with { LoadRatio = Chance(0.5) ? _random.NextDouble() : null, ChargeRatio = Chance(0.5) ? _random.NextDouble() : null })];
        }

        if (Chance(0.4))
        {
            Lab = Lab with { Services = [.. Lab.Services.Select(service => Chance(0.5) ? service with { Units = [$"{service.Name}.service"], Stop = TimeSpan.FromSeconds(_random.Next(1, 30)) } : service)] };
        }

        Feeds = [.. Feeds.Select(feed => feed.IsMains || Chance(0.85) ? feed : feed with { Logins = ["10.0.0.9"] })];
    }

    public LabConfig Lab { get; }

    public ImmutableArray<FeedAssessment> Feeds { get; }

    private NodeConfig Node(string name, int index, string[] feeds, bool hasMains, string[] switches)
    {
        var own = Chance(0.3) && feeds.Length > 1 ? feeds.OrderBy(_ => _random.Next()).Take(2).ToArray() : [Pick(feeds)];
        return Labs.Node(name, _random.Next(1, 60), hasMains && Chance(0.3) ? [.. own, "wall"] : own) with
        {
            IsCoordinator = index == 0 && Chance(0.8),
            Switch = switches.Length > 0 ? Pick(switches) : null,
        };
    }

    private List<ServiceConfig> Services(string[] nodes)
    {
        var names = Names("service", _random.Next(1, nodes.Length * 2));
        return
        [
            .. names.Select((name, index) =>
            {
                var on = nodes.OrderBy(_ => _random.Next()).Take(_random.Next(1, 4)).ToArray();

                // Mostly of what comes later, so that not every lab is a knot.
                string[] Others(double chance) => [.. names.Where((_, other) => other != index && Chance(other > index ? chance : chance / 15))];
                return Labs.Service(name, on, Others(0.25), Others(0.1), Chance(0.5) ? 1 : on.Length, (Tier)_random.Next(3));
            }),
        ];
    }

    private FeedAssessment Assess(string feed)
    {
        double? empty = Chance(0.15) ? null : _random.Next(20, 900);
        return _random.Next(10) switch
        {
            0 => Labs.OnLine(feed),
            1 => Labs.Unknown(feed),
            2 => Labs.Dying(feed, empty, condition: FeedCondition.LowBattery),
            _ => Labs.Dying(feed, empty),
        };
    }

    private static string[] Names(string kind, int count) => [.. Enumerable.Range(1, count).Select(i => $"{kind}{i}")];

    private bool Chance(double chance) => _random.NextDouble() < chance;

    private string Pick(string[] from) => from[_random.Next(from.Length)];
}
