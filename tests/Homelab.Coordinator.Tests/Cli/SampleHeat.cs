using Homelab.Contracts.V1;
using Homelab.Coordinator.Api;
using Homelab.Coordinator.Api.Views;
using Homelab.Domain.Readings;
using Homelab.Domain.Thermal;

namespace Homelab.Coordinator.Tests.Cli;

/// <summary>What the coordinator would answer of a node whose fan stopped ten minutes ago, and of one of which nothing is known.</summary>
internal static class SampleHeat
{
    private static readonly DateTimeOffset Now = new(2028, 5, 6, 12, 0, 0, TimeSpan.Zero);

    public static IReadOnlyList<NodeHeat> Nodes()
    {
        var part = Of("thermal zone 0 (cpu-thermal)", ago => ago > 10 ? 52 : 67 - ago);
        var sight = new ThermalSight
        {
            Node = "pi1", Now = Now, Part = part, Celsius = 67, Limits = [new HeatLimit(80, "the limit in lab.yaml")],
            Room = Of("closet", _ => 24), Fans = [Of("fan1 of pwmfan", ago => ago < 10 ? 0 : 2800)], Load = Of("", _ => 0.4),
            Brakes = [Of("its firmware (throttled)", _ => 0)], Door = Of("door", ago => ago < 500 ? 0 : 1),
        };
        return [.. new[] { ThermalAssessor.Assess(sight), ThermalAssessor.Assess(new ThermalSight { Node = "nas", Now = Now }) }.Select(found => ThermalFrames.Frame(ThermalView.Of(found)))];
    }

    private static Track Of(string name, Func<double, double> value) =>
        new(name, [.. Enumerable.Range(0, 1441).Select(i => 1440.0 - i).Select(ago => new TimedValue(Now.AddMinutes(-ago), value(ago)))]);
}
