using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>Labs and feeds in few words.</summary>
internal static class Labs
{
    public static readonly Moment Start = Moment.FromSeconds(1000);

    public static LabConfig LabOf(
        IEnumerable<FeedConfig> feeds, IEnumerable<NodeConfig> nodes, IEnumerable<ServiceConfig>? services = null, IEnumerable<SwitchConfig>? switches = null) => new()
    {
        Name = "attic",
        Mode = LabMode.Armed,
        Feeds = [.. feeds],
        Nodes = [.. nodes],
        Services = [.. services ?? []],
        Switches = [.. switches ?? []],
    };

    public static FeedConfig Ups(string name, string? host = null) =>
        new() { Name = name, Nut = new NutSource("ups", host ?? "elsewhere.lan") };

    public static FeedConfig Mains(string name) => new() { Name = name, IsMains = true };

    public static NodeConfig Node(string name, int stop, params string[] feeds) =>
        new() { Name = name, Stop = TimeSpan.FromSeconds(stop), Feeds = [.. feeds], Switch = null };

    public static NodeConfig Hub(string name, int stop, params string[] feeds) => Node(name, stop, feeds) with { IsCoordinator = true };

    public static ServiceConfig Service(string name, string[] on, string[]? needs = null, string[]? prefers = null, int? need = null, Tier tier = Tier.Home) => new()
    {
        Name = name,
        On = [.. on],
        Need = need ?? on.Length,
        Needs = [.. needs ?? []],
        Prefers = [.. prefers ?? []],
        Tier = tier,
    };

    /// <summary>On battery since <see cref="Start"/>, as read at <paramref name="at"/> seconds after it, empty <paramref name="empty"/> seconds after it.</summary>
    public static FeedAssessment Dying(string feed, double? empty, double at = 0, FeedCondition condition = FeedCondition.OnBattery) => new()
    {
        Feed = feed,
        Condition = condition,
        OnBatterySince = Start,
        LastReading = Start + TimeSpan.FromSeconds(at),
        LowBatterySince = condition == FeedCondition.OnBattery ? null : Start + TimeSpan.FromSeconds(at),
        Fired = condition == FeedCondition.OnBattery ? [] : [new FiredTrigger("low_battery", Start + TimeSpan.FromSeconds(at), $"{feed} is at low battery (LB)")],
        Runtime = empty is { } end ? TimeSpan.FromSeconds(end - at) : null,
        RuntimeAt = Start + TimeSpan.FromSeconds(at),
    };

    public static FeedAssessment OnLine(string feed, double since = -1000) =>
        new() { Feed = feed, Condition = FeedCondition.OnLine, OnLineSince = Start + TimeSpan.FromSeconds(since) };

    public static FeedAssessment Unknown(string feed) => new() { Feed = feed, Condition = FeedCondition.Unknown };

    public static FeedAssessment Wall(string feed) => new() { Feed = feed, Condition = FeedCondition.Unknown, IsMains = true };

    public static Moment After(double seconds) => Start + TimeSpan.FromSeconds(seconds);

    /// <summary>The lab of the first page: two UPSes, a NAS with a second feed, a name service of which one instance suffices.</summary>
    public static readonly LabConfig Attic = LabOf(
        [Ups("rack-ups", "nas.lan"), Ups("desk-ups", "pi1.lan"), Mains("wall")],
        [
            Hub("hub", 30, "rack-ups") with { Switch = "core" },
            Node("pi1", 20, "rack-ups") with { Switch = "core" },
            Node("pi2", 20, "desk-ups") with { Switch = "desk", Blind = new BlindPolicy(TimeSpan.FromMinutes(2)) },
            Node("nas", 90, "rack-ups", "wall") with { Switch = "core", Probe = new TcpProbe(445) },
        ],
        [
            Service("dns", ["pi1", "pi2"], need: 1, tier: Tier.Core),
            Service("tank", ["nas"], tier: Tier.Core),
            Service("ingress", ["pi1"], needs: ["dns"]),
            Service("cloud", ["nas"], needs: ["dns", "tank"], prefers: ["ingress"]),
            Service("lab-k3s", ["pi2"], needs: ["tank"], tier: Tier.Edge),
        ],
        [
            new SwitchConfig { Name = "core", Feeds = ["rack-ups"] },
            new SwitchConfig { Name = "desk", Feeds = ["wall"], Behind = "core" },
        ]) with
    {
        Appliances = [new ApplianceConfig { Name = "recorder", Feeds = ["rack-ups"], Stop = TimeSpan.FromMinutes(2) }],
        Policy = new PolicyConfig
        {
            Shed = [new ShedRule(Tier.Edge, TimeSpan.FromMinutes(2), null), new ShedRule(Tier.Home, null, 0.5)],
        },
    };

    public static ImmutableArray<FeedAssessment> AtticFeeds(double? rack, double? desk) => [Dying("rack-ups", rack), Dying("desk-ups", desk), Wall("wall")];
}
