using System.Collections.Immutable;
using Homelab.Domain.Lab;

namespace Homelab.Simulation.Draws;

/// <summary>A lab drawn from a seed: 1 to 60 nodes, 1 to 4 UPSes, any graph of needs, two feeds, blind paths.</summary>
internal sealed class DrawnLab
{
    private readonly Draw _draw;
    private readonly string[] _upses;
    private readonly string[] _nodes;
    private readonly string[] _switches;
    private readonly bool _hasCoordinator;
    private readonly bool _hasWall;

    private DrawnLab(Draw draw, int mostNodes)
    {
        _draw = draw;
        var nodes = draw.Chance(0.75) ? draw.Int(1, 7) : draw.Chance(0.95) ? draw.Int(8, 20) : draw.Int(21, 60);
        _nodes = Names("node", Math.Min(nodes, mostNodes));
        _upses = Names("ups", draw.Chance(0.5) ? 1 : draw.Int(2, 4));
        _switches = Names("switch", draw.Chance(0.3) ? 0 : draw.Int(1, 3));
        _hasCoordinator = draw.Chance(0.9);
        _hasWall = draw.Chance(0.15);
    }

    public static LabConfig Of(Draw draw, int mostNodes = 60) => new DrawnLab(draw, mostNodes).Lab();

    private LabConfig Lab() => new()
    {
        Name = "drawn",
        Mode = _draw.Chance(0.05) ? LabMode.Observe : LabMode.Armed,
        Policy = new PolicyConfig
        {
            Grace = TimeSpan.FromSeconds(_draw.Pick([10, 30, 30, 60])),
            Margin = TimeSpan.FromSeconds(_draw.Pick([30, 60, 60, 90])),
            Tail = TimeSpan.FromSeconds(_draw.Pick([10, 30])),
            Restart = new RestartPolicy { StableFor = TimeSpan.FromSeconds(30), ChargeRatio = 0.3, GateAtMost = TimeSpan.FromMinutes(2) },
        },
        Nodes = [.. _nodes.Select(Node)],
        Switches = [.. _switches.Select(Switch)],
        Services = Services(),
        Feeds = [.. _upses.Select(Ups), .. _hasWall ? [new FeedConfig { Name = "wall", IsMains = true }] : ImmutableArray<FeedConfig>.Empty],
    };

    private FeedConfig Ups(string name) => new()
    {
        Name = name,
        Nut = new NutSource(name, _draw.Chance(0.7) ? _nodes[0] : _draw.Pick(_nodes)),
        DeclaredRuntime = _draw.Chance(0.3) ? TimeSpan.FromMinutes(_draw.Int(5, 20)) : null,
    };

    private SwitchConfig Switch(string name, int index) => new()
    {
        Name = name,
        Feeds = _draw.Chance(0.1) ? [] : [.. _draw.Some(_upses, _draw.Chance(0.2) ? 2 : 1)],
        Behind = index > 0 ? _switches[_draw.Int(0, index - 1)] : null,
    };

    private NodeConfig Node(string name, int index)
    {
        string[] own = _upses.Length > 1 && _draw.Chance(0.3) ? _draw.Some(_upses, 2) : [_draw.Pick(_upses)];
        return new NodeConfig
        {
            Name = name,
            Feeds = _hasWall && _draw.Chance(0.2) ? [.. own, "wall"] : [.. own],
            Switch = _switches.Length > 0 ? _draw.Pick(_switches) : null,
            IsCoordinator = index == 0 && _hasCoordinator,
            Stop = TimeSpan.FromSeconds(_draw.Int(3, 60)),
            Start = _draw.Chance(0.5) ? StartMethod.Power : index % 7 == 3 ? StartMethod.None : StartMethod.WakeOnLan($"02:00:00:00:00:{index:x2}"),
        };
    }

    private ImmutableArray<ServiceConfig> Services()
    {
        var names = Names("service", _draw.Int(0, Math.Min(_nodes.Length * 2, 25)));
        var managed = _hasCoordinator ? _nodes[1..] : _nodes;
        if (managed.Length == 0)
        {
            return [];
        }

        // Mostly of what comes later, so that not every lab is a knot; and the fewer the more there are.
        var dense = Math.Min(0.25, 3.0 / Math.Max(1, names.Length));
        return
        [
            .. names.Select((name, index) =>
            {
                var on = _draw.Some(managed, _draw.Chance(0.8) ? 1 : _draw.Int(2, 3));
                return new ServiceConfig
                {
                    Name = name,
                    On = [.. on],
                    Need = _draw.Chance(0.5) ? 1 : on.Length,
                    Tier = (Tier)_draw.Int(0, 2),
                    Needs = [.. names.Where((_, other) => other != index && _draw.Chance(other > index ? dense : dense / 25))],
                    Prefers = [.. names.Where((_, other) => other > index && _draw.Chance(dense / 3))],
                };
            }),
        ];
    }

    private static string[] Names(string kind, int count) => [.. Enumerable.Range(1, count).Select(number => $"{kind}{number}")];
}
