namespace Homelab.Domain.Readings;

/// <summary>A value of a series from history.</summary>
/// <param name="At">When it was taken; of an average, when its five minutes began.</param>
public readonly record struct TimedValue(DateTimeOffset At, double Value);
