using Homelab.Domain.Readings;
using Homelab.Host.Kernel;

namespace Homelab.Agent.Collectors;

/// <summary>
/// Whether something disciplines the clock: adjtimex(2) on the host, and the mark that systemd-timesyncd(8) sets at its first
/// synchronisation. A captured tree has no kernel to ask.
/// </summary>
public sealed class TimeSyncCollector(SysRoot root) : ICollector
{
    private const string Mark = "run/systemd/timesync/synchronized";
    private const string Daemon = "run/systemd/timesync";

    private readonly Series _synchronised = Timex("sync_status", "");
    private readonly Series _offset = Timex("offset_seconds", "seconds");
    private readonly Series _maximumError = Timex("maxerror_seconds", "seconds");
    private readonly Series _estimatedError = Timex("estimated_error_seconds", "seconds");
    private readonly Series _frequency = Timex("frequency_adjustment_ratio", "ratio");
    private readonly Series _status = Timex("status", "");
    private readonly Series _loop = Timex("loop_time_constant", "");
    private readonly Series _tick = Timex("tick_seconds", "seconds");
    private readonly Series _tai = Timex("tai_offset_seconds", "seconds");

    public string Name => "timesync";

    public CollectorOutcome Collect(Collection into, CollectorSettings settings)
    {
        var hasDaemon = root.Exists(Daemon);
        if (hasDaemon)
        {
            into.AddFact("timesyncd", root.Exists(Mark) ? "synchronized" : "not yet synchronized");
        }

        if (!root.IsHost)
        {
            return hasDaemon ? CollectorOutcome.Ok : CollectorOutcome.NothingHere("a captured tree has no clock");
        }

        if (!KernelClock.TryRead(out var clock))
        {
            return CollectorOutcome.Failed("the kernel refuses adjtimex");
        }

        into.Add(_synchronised, clock.Synchronised ? 1 : 0);
        into.Add(_offset, clock.OffsetSeconds);
        into.Add(_maximumError, clock.MaximumErrorSeconds);
        into.Add(_estimatedError, clock.EstimatedErrorSeconds);
        into.Add(_frequency, clock.FrequencyRatio);
        into.Add(_status, clock.Status);
        into.Add(_loop, clock.LoopTimeConstant);
        into.Add(_tick, clock.TickSeconds);
        into.Add(_tai, clock.TaiOffsetSeconds);
        return CollectorOutcome.Ok;
    }

    private static Series Timex(string what, string unit) => new($"node_timex_{what}", Labels.None, unit, SeriesKind.Gauge, "timesync");
}
