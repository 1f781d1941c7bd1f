namespace Homelab.Simulation.Timelines;

/// <summary>The true charge of one battery over the outage.</summary>
/// <param name="Points">Since the script began, and the charge from 0 to 1.</param>
public sealed record FeedCurve(string Feed, IReadOnlyList<(TimeSpan At, double Charge, bool OnBattery)> Points);
