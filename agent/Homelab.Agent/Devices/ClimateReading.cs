namespace Homelab.Agent.Devices;

/// <param name="Humidity">Relative, from 0 to 1.</param>
public readonly record struct ClimateReading(double Celsius, double Humidity);
