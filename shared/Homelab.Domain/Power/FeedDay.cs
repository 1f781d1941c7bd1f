namespace Homelab.Domain.Power;

/// <summary>One day of a feed, by the lab's calendar.</summary>
/// <param name="WattHours">What the UPS gave to its load, over the seconds that were covered.</param>
/// <param name="CoveredSeconds">Time in which the load was known in watts.</param>
/// <param name="GreatestLoadRatio">The greatest load that stood in two readings in a row.</param>
public sealed record FeedDay(DateOnly Day, double WattHours, double CoveredSeconds, double? GreatestLoadRatio);
