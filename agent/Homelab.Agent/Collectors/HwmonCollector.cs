namespace Homelab.Agent.Collectors;

/// <summary>
/// Temperatures, fans, voltages, currents and power of every chip in /sys/class/hwmon (kernel document hwmon/sysfs-interface). Measured values
/// are read each round; limits when the chips are listed, since each costs a transaction on the chip's bus.
/// </summary>
public sealed class HwmonCollector(SysRoot root) : ICollector
{
    private const int RoundsBetweenScans = 30;

    private readonly FileText _scratch = new();
    private HwmonChips _chips = new([], []);
    private int _roundsToScan;

    public string Name => "hwmon";

    public CollectorOutcome Collect(Collection into, CollectorSettings settings)
    {
        if (_roundsToScan-- <= 0)
        {
            _chips = HwmonChips.Scan(root, _scratch);
            _roundsToScan = RoundsBetweenScans;
        }

        foreach (var mark in _chips.Names)
        {
            into.Add(mark, 1);
        }

        var asked = 0;
        var read = 0;
        foreach (var attribute in _chips.Attributes)
        {
            if (attribute.Limit is { } limit)
            {
                into.Add(attribute.Series, limit);
                continue;
            }

            asked++;
            if (root.TryNumber(attribute.Path, _scratch, out var value))
            {
                into.Add(attribute.Series, value / attribute.PerUnit);
                read++;
            }
        }

        // A disk that sleeps and a socket without a probe refuse to be read; that all do so is a failure.
        return asked == 0 ? CollectorOutcome.NothingHere("no hwmon chip")
            : read == 0 ? CollectorOutcome.Failed("no sensor of any chip can be read")
            : CollectorOutcome.Ok;
    }
}
