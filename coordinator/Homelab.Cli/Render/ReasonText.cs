using Homelab.Contracts.V1;

namespace Homelab.Cli.Render;

/// <summary>A chain of reasons as one line.</summary>
public static class ReasonText
{
    public static string Of(Health? health) =>
        health is { Reasons.Count: > 0 } ? string.Join("; ", health.Reasons) : "no reason given";

    /// <summary>What follows a state word in a sentence; a lab that is well needs no reason.</summary>
    public static string Tail(Health? health) => health switch
    {
        { Reasons.Count: > 0 } => $" - {string.Join("; ", health.Reasons)}",
        null => " - the coordinator gave no assessment",
        _ => "",
    };
}
