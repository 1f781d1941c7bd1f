namespace Homelab.Agent.Devices;

/// <param name="Amps">Negative where the current flows the other way.</param>
public readonly record struct PowerReading(double Volts, double Amps)
{
    public double Watts => Volts * Amps;
}
