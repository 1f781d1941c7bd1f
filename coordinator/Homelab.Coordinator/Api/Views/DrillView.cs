namespace Homelab.Coordinator.Api.Views;

/// <summary>What is known of a node's stop and start, and what is only believed.</summary>
/// <param name="Standing">never, proven, failed, expired or other_way. All but proven and failed mean: believed.</param>
/// <param name="AtWallMs">Zero where it was never drilled.</param>
/// <param name="StartSeconds">From the first call for its start to the first word of its agent.</param>
public sealed record DrillView(string Standing, long AtWallMs, double? StopSeconds, double? StartSeconds, string Sentence);
