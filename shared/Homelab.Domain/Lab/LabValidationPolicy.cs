using System.Collections.Immutable;

namespace Homelab.Domain.Lab;

/// <summary>Rules of the policy that cannot work, or do nothing in this lab.</summary>
internal static class LabValidationPolicy
{
    public static IEnumerable<LabFinding> Check(LabConfig lab)
    {
        var policy = lab.Policy;
        if (policy.MaxAge < policy.Poll + policy.Poll)
        {
            yield return new LabFinding(
                LabCodes.ReadingsTooOld, "policy.max_age", "it is less than two polls, so that one late answer leaves the lab without a reading", "Write at least twice `poll`.")
            {
                Related = ["policy.poll"],
            };
        }

        for (var index = 0; index < policy.Shed.Length; index++)
        {
            var rule = policy.Shed[index];
            var path = $"policy.shed[{index}]";
            if ((rule.After is null) == (rule.BelowChargeRatio is null))
            {
                yield return new LabFinding(
                    LabCodes.ShedWithoutLimit, path, rule.After is null ? "it says neither when nor at which charge" : "it has both limits",
                    rule.After is null ? "Add `after: 2m` or `below_charge: 50%`." : "Write two rules, one with each.");
            }

            foreach (var finding in CheckEffect(lab, rule, path))
            {
                yield return finding;
            }
        }
    }

    private static IEnumerable<LabFinding> CheckEffect(LabConfig lab, ShedRule rule, string path)
    {
        var tier = rule.Tier.ToString().ToLowerInvariant();
        var shed = lab.Nodes.Where(node => IsShed(lab, node) && Services(lab, node).Any(service => service.Tier == rule.Tier)).ToList();
        if (shed.Count == 0 && !lab.Services.Any(service => service.Tier == rule.Tier && UnitsAreShed(lab, service, [])))
        {
            yield return new LabFinding(
                LabCodes.ShedWithoutEffect, $"{path}.tier", $"it would stop no node and no units of tier {tier}",
                "Give services of the tier `units` and let nothing of another tier need them, put them on nodes of their own, or delete the rule.")
            {
                Related = [.. lab.Services.SelectMany(service => new[] { $"services.{service.Name}.on", $"services.{service.Name}.tier" })],
            };
        }

        foreach (var node in shed.Where(node => node.Start.Kind is not (StartKind.WakeOnLan or StartKind.Outlet)))
        {
            yield return new LabFinding(
                LabCodes.ShedCannotStartAgain, $"nodes.{node.Name}.start", $"it would be shed with tier {tier}, but nobody could start it before the next power cut, so it is not",
                "Give it Wake-on-LAN, `start: {wol: \"...\"}`, or a switched outlet of its UPS.");
        }
    }

    /// <summary>Every service on it is of a tier that is shed.</summary>
    private static bool IsShed(LabConfig lab, NodeConfig node) =>
        !node.IsCoordinator && Services(lab, node).All(service => lab.Policy.Shed.Any(rule => rule.Tier == service.Tier));

    /// <summary>It has units to stop, and whatever needs it is shed as well; nothing in a ring of needs is.</summary>
    private static bool UnitsAreShed(LabConfig lab, ServiceConfig service, ImmutableHashSet<string> asked) =>
        !asked.Contains(service.Name) && !service.Units.IsEmpty && lab.Policy.Shed.Any(rule => rule.Tier == service.Tier)
        && lab.Services.Where(other => other.Needs.Contains(service.Name)).All(other =>
            other.On.All(host => lab.Nodes.Any(node => node.Name == host && IsShed(lab, node))) || UnitsAreShed(lab, other, asked.Add(service.Name)));

    private static IEnumerable<ServiceConfig> Services(LabConfig lab, NodeConfig node) => lab.Services.Where(service => service.On.Contains(node.Name));
}
