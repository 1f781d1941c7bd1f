using System.Collections.Immutable;
using Homelab.Agent.Collectors;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Agent.Supplies;

/// <param name="Variables">In NUT's names and units.</param>
/// <param name="Failure">Why there are none, as a sentence; empty where there are.</param>
public sealed record SupplySaid(IReadOnlyDictionary<string, string> Variables, string Failure);

/// <summary>Reads batteries below <c>/sys/class/power_supply</c>.</summary>
public sealed class PowerSupplyReader(SysRoot root, TimeProvider clock)
{
    public const string Folder = "sys/class/power_supply";

    /// <summary>More than any machine has; what comes after them is not looked at.</summary>
    public const int SuppliesMax = 32;

    private readonly BoundedReadings _readings = new(clock);

    public Task<SupplySaid> ReadAsync(string battery, CancellationToken cancellation) => PowerSupplySource.IsName(battery)
        ? _readings.Read(battery, battery, "in the kernel", () => Read(battery), cancellation)
        : Task.FromResult(BoundedReadings.Failed("What was asked for cannot be the name of a power supply."));

    private SupplySaid Read(string battery)
    {
        if (!root.Exists($"{Folder}/{battery}"))
        {
            var there = root.Names(Folder);
            return BoundedReadings.Failed(
                $"The kernel shows no power supply {battery}; {(there.Length == 0 ? "it shows none at all" : $"it shows {string.Join(", ", there.Take(SuppliesMax))}")}.");
        }

        var text = new FileText();
        var attributes = PowerSupplyStatus.Attributes.Select(name => (name, value: root.Line($"{Folder}/{battery}/{name}", text))).Where(pair => pair.value is not null)
            .ToDictionary(pair => pair.name, pair => pair.value!);
        var sources = Sources(text);
        return PowerSupplyStatus.Doubt(attributes, sources) is { } doubt ? BoundedReadings.Failed($"{battery} {doubt}.") : new SupplySaid(PowerSupplyStatus.ToNut(attributes, sources), "");
    }

    /// <summary>What may power this machine: not what belongs to a mouse, whose scope is Device, and no battery.</summary>
    private ImmutableArray<SourceSupply> Sources(FileText text) =>
    [
        .. from name in root.Names(Folder).Take(SuppliesMax)
           let type = root.Line($"{Folder}/{name}/type", text)
           where type is not (null or "Battery" or "UPS") && root.Line($"{Folder}/{name}/scope", text) != "Device"
           let online = root.Line($"{Folder}/{name}/online", text)
           where online is not null
           select new SourceSupply(name, type, online != "0"),
    ];
}
