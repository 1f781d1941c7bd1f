namespace Homelab.Simulation.Rules;

/// <param name="Rule">As in docs/power-rules.md, such as I1.</param>
/// <param name="At">Since the script began.</param>
public sealed record RuleViolation(string Rule, string Name, TimeSpan At, string What)
{
    public override string ToString() => $"{Rule} {Name} at {At.TotalSeconds:0.0}s: {What}";
}
