using System.Collections.Immutable;
using Homelab.Domain;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Benchmarks.Power;

/// <summary>A lab far larger than any home's, layered: services on later nodes need services on earlier ones.</summary>
internal static class LargeLab
{
    public const string Feed = "rack-ups";

    public static LabConfig Of(int nodes, int services)
    {
        var random = new Random(20260101);
        var names = Enumerable.Range(0, nodes).Select(Name).ToArray();
        return new LabConfig
        {
            Name = "large",
            Mode = LabMode.Armed,
            Feeds = [new FeedConfig { Name = Feed, Nut = new NutSource("ups", "elsewhere.lan") }],
            Switches = [new SwitchConfig { Name = "core", Feeds = [Feed] }],
            Nodes = [.. names.Select((name, index) => new NodeConfig
            {
                Name = name, Feeds = [Feed], Switch = "core", IsCoordinator = index == 0, Stop = TimeSpan.FromSeconds(random.Next(5, 60)),
            })],
            Services = [.. Enumerable.Range(0, services).Select(index => Service(index, services, names, random))],
        };
    }

    public static ImmutableArray<FeedAssessment> OnBattery(Moment now, Moment since) =>
    [
        new FeedAssessment
        {
            Feed = Feed,
            Condition = FeedCondition.OnBattery,
            OnBatterySince = since,
            LastReading = now,
            Runtime = TimeSpan.FromHours(2) - (now - since),
            RuntimeAt = now,
        },
    ];

    private static ServiceConfig Service(int index, int services, string[] names, Random random)
    {
        // A tenth of the lab a layer: needs go to layers before, so that there are chains and no circle.
        var layer = index * 10 / services;
        var wide = Math.Max(1, names.Length / 10);
        var on = names[Math.Min(names.Length - 1, (layer * wide) + random.Next(wide))];
        var before = layer * services / 10;
        string[] needs = layer == 0 ? [] : [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => $"service{random.Next(before):0000}").Distinct()];
        return new ServiceConfig { Name = $"service{index:0000}", On = [on], Need = 1, Needs = [.. needs], Tier = Tier.Home };
    }

    private static string Name(int index) => $"node{index:0000}";
}
