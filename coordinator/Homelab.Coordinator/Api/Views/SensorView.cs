namespace Homelab.Coordinator.Api.Views;

/// <summary>One sensor that the lab file declares on a node.</summary>
/// <param name="Place">Such as <c>i2c-1 0x76</c>.</param>
/// <param name="State">OK, FAULT or UNKNOWN.</param>
/// <param name="Problem">Why it is not OK; empty where it is.</param>
/// <param name="Readings">What came last, old or not.</param>
public sealed record SensorView(string Name, string Chip, string Place, string State, string Problem, IReadOnlyList<SensorReadingView> Readings);

/// <param name="Quantity">Such as temperature.</param>
/// <param name="Channel">Of a chip that measures the same in several places.</param>
public sealed record SensorReadingView(string Quantity, string Channel, double Value, string Unit, double AgeSeconds);
