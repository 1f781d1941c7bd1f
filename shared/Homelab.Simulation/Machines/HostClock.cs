using Homelab.Domain;

namespace Homelab.Simulation.Machines;

/// <summary>CLOCK_BOOTTIME of one host: begins at each boot, runs on in suspend, and runs a little too fast or too slow.</summary>
public sealed class HostClock
{
    private readonly VirtualClock _truth;
    private Moment _then;
    private Moment _ownThen;
    private double _drift;

    /// <param name="uptime">How long the host has been up by now.</param>
    public HostClock(VirtualClock truth, TimeSpan uptime) => (_truth, _then, _ownThen) = (truth, truth.Now, Moment.Zero + uptime);

    public Moment Own => ToOwn(_truth.Now);

    /// <summary>How much faster than true time, as a ratio; from now on, for a clock that drifts does not jump.</summary>
    public double Drift
    {
        get => _drift;
        set => (_ownThen, _then, _drift) = (Own, _truth.Now, value);
    }

    public void Boot() => (_ownThen, _then) = (Moment.Zero, _truth.Now);

    public Moment ToOwn(Moment truth) => _ownThen + ((truth - _then) * (1 + _drift));

    public Moment ToTrue(Moment own) => own >= Moment.Never ? Moment.Never : _then + ((own - _ownThen) / (1 + _drift));
}
