namespace Homelab.Domain.Lab;

/// <summary>The lab is stopped in order where it is too hot, whatever the mains do.</summary>
/// <param name="AboveCelsius">A node is hot when its hottest sensor is above this.</param>
/// <param name="For">How long enough nodes must have been hot.</param>
/// <param name="Nodes">How many are enough.</param>
public sealed record HeatPolicy(double AboveCelsius, TimeSpan For, int Nodes);
