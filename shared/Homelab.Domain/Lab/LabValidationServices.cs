using System.Collections.Immutable;

namespace Homelab.Domain.Lab;

/// <summary>Each service for itself, and circles among them.</summary>
internal static class LabValidationServices
{
    public static IEnumerable<LabFinding> Check(LabConfig lab) =>
        lab.Services.SelectMany(CheckOne).Concat(NeedsCircles(lab)).Concat(PrefersCircles(lab));

    private static IEnumerable<LabFinding> CheckOne(ServiceConfig service)
    {
        var path = $"services.{service.Name}";
        if (service.On.IsEmpty)
        {
            yield return new LabFinding(LabCodes.NoInstance, $"{path}.on", "it runs nowhere", "Name the nodes that it runs on.");
        }
        else if (service.Need > service.On.Length)
        {
            yield return new LabFinding(
                LabCodes.NeedTooGreat, $"{path}.need", $"it needs {service.Need} of its instances, and has {service.On.Length}", $"Write {service.On.Length} or less, or name more nodes under `on`.")
            {
                Related = [$"{path}.on"],
            };
        }
    }

    public static IEnumerable<LabFinding> NeedsCircles(LabConfig lab)
    {
        var services = lab.Services.DistinctBy(service => service.Name).ToDictionary(service => service.Name, StringComparer.Ordinal);
        return Circle.Find(lab.Services.Select(service => service.Name), name => services[name].Needs)
            .Select(circle => new LabFinding(
                LabCodes.NeedsCycle, $"services.{circle[0]}.needs[{services[circle[0]].Needs.IndexOf(circle[1 % circle.Length])}]",
                Circle.Say(circle, "needs"), "Delete one of these needs, or make it one that is only preferred."));
    }

    private static IEnumerable<LabFinding> PrefersCircles(LabConfig lab)
    {
        var services = lab.Services.DistinctBy(service => service.Name).ToDictionary(service => service.Name, StringComparer.Ordinal);
        return Circle.Find(lab.Services.Select(service => service.Name), name => services[name].Needs.Concat(services[name].Prefers))
            .Select(circle => (Circle: circle, Soft: circle.FirstOrDefault(name => !services[name].Needs.Contains(After(circle, name)))))
            .Where(found => found.Soft is not null)
            .Select(found => new LabFinding(
                LabCodes.PrefersCycle, $"services.{found.Soft}.prefers[{services[found.Soft!].Prefers.IndexOf(After(found.Circle, found.Soft!))}]",
                Circle.Say(found.Circle, (from, to) => services[from].Needs.Contains(to) ? "needs" : "prefers"), "Delete what matters least among these."));
    }

    private static string After(ImmutableArray<string> circle, string name) => circle[(circle.IndexOf(name) + 1) % circle.Length];
}
