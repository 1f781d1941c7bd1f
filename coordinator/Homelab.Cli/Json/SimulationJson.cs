using Homelab.Simulation;

namespace Homelab.Cli.Json;

/// <param name="Excuses">What the rules allow and what was needed of it, with counts.</param>
public sealed record SimulationJson(
    bool Ok,
    double LastedSeconds,
    IReadOnlyList<SimulatedEventJson> Timeline,
    IReadOnlyList<BrokenRuleJson> BrokenRules,
    IReadOnlyDictionary<string, int> Excuses)
{
    public static SimulationJson Of(SimulationResult result) => new(
        result.Violations.IsEmpty,
        result.Lasted.TotalSeconds,
        [.. result.Timeline.Select(entry => new SimulatedEventJson(entry.At.TotalSeconds, entry.Kind.ToString().ToLowerInvariant(), entry.Subject, entry.Text))],
        [.. result.Violations.Select(violation => new BrokenRuleJson(violation.Rule, violation.Name, violation.At.TotalSeconds, violation.What))],
        result.Excuses);
}

public sealed record SimulatedEventJson(double AtSeconds, string Kind, string Subject, string Text);

public sealed record BrokenRuleJson(string Rule, string Name, double AtSeconds, string What);
