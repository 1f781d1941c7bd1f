namespace Homelab.Simulation.Scripts;

/// <summary>One line of an outage.</summary>
/// <param name="At">Since the script began; null for how things are from the start.</param>
/// <param name="Subject">A feed, switch or node; empty for the coordinator, the wire and the end.</param>
/// <param name="Span">Where the act takes one.</param>
/// <param name="Ratio">Where the act takes a percentage; a temperature in degrees Celsius where it takes that.</param>
public sealed record OutageEvent(TimeSpan? At, OutageAct Act, string Subject = "", TimeSpan Span = default, double Ratio = 0);
