using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Files.Fields;

namespace Homelab.Files.LabFields;

internal static class ServiceFields
{
    // Stands for "not written": the default depends on how many nodes are named.
    public const int NeedNotWritten = 0;

    private static readonly ListType<string> s_services = new(new ReferenceType(ObjectKind.Service));

    public static WordType<Tier> Tiers { get; } = new(
        "tier", "`edge`, `home` or `core`: what may be given up first, next and last.", [("edge", Tier.Edge), ("home", Tier.Home), ("core", Tier.Core)]);

    public static Shape<ServiceConfig> Shape { get; } = new(
        "service", "Something that runs on nodes and needs other services.",
        [
            new Field<ServiceConfig, ImmutableArray<string>>("on", new ListType<string>(new ReferenceType(ObjectKind.Node)), (service, value) => service with { On = value },
                "The nodes that hold an instance.") { IsRequired = true, Example = "[pi1, pi2]" },
            new Field<ServiceConfig, int>("need", Values.WholeNumber(1, 1000), (service, value) => service with { Need = value },
                "How many of its instances must run.") { DefaultSays = "all", Example = "1" },
            new Field<ServiceConfig, ImmutableArray<string>>("needs", s_services, (service, value) => service with { Needs = value },
                "Services that it cannot do without: it stops before them and starts after them.") { Default = "[]", Example = "[dns, tank]" },
            new Field<ServiceConfig, ImmutableArray<string>>("prefers", s_services, (service, value) => service with { Prefers = value },
                "Services that it is better with: the same order, given up first when time is short.") { Default = "[]", Example = "[ingress]" },
            new Field<ServiceConfig, Tier>("tier", Tiers, (service, value) => service with { Tier = value },
                "What may be given up first.") { Default = "home", Example = "core" },
            new Field<ServiceConfig, ImmutableArray<string>>("units", new ListType<string>(FileValues.Unit), (service, value) => service with { Units = value },
                "The systemd units that make up an instance; agents report their state, and in a shutdown stop them before their node.") { Default = "[]", Example = "[caddy.service]" },
            new Field<ServiceConfig, TimeSpan>("stop", TimeValues.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)), (service, value) => service with { Stop = value },
                "The longest that the units of an instance take to stop, before their node does.") { Default = "20s", Example = "45s" },
        ],
        service => service.Need == NeedNotWritten ? service with { Need = Math.Max(1, service.On.Length) } : service);
}
