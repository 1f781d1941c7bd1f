using System.Collections.Immutable;
using System.Globalization;

namespace Homelab.Domain.Lab;

/// <summary>Lines of the lab file for what a scan found. An address does not say which chip has it: each that may have it is a line.</summary>
public static class ScanProposals
{
    /// <summary>Of the resistors on breakout boards the most usual; whoever takes the line looks at the board.</summary>
    private const string Shunt = ", shunt_ohms: 0.1";

    /// <summary>Where something may answer that agents read, in order.</summary>
    public static ImmutableArray<int> Addresses { get; } =
        [.. SensorChips.All.SelectMany(chip => chip.Addresses).Concat(HatBoards.All.Select(board => board.Address).OfType<int>()).Distinct().Order()];

    public static ImmutableArray<string> OfChip(string node, int bus, int address)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"{(bus == 1 ? "" : $", bus: {bus}")}, address: 0x{address:x2}");
        var sensors = from chip in SensorChips.All
                      where chip.Addresses.Contains(address)
                      select $"nodes: {{{node}: {{sensors: {{i2c{address:x2}: {{chip: {chip.Name}{place}{(chip.NeedsShunt ? Shunt : "")}}}}}}}}}";
        var hats = from board in HatBoards.All
                   where (board.Chip is { } chip && chip.Addresses.Contains(address)) || (board.Chip is null && board.Address == address)
                   select $"feeds: {{{node}-hat: {{hat: {{node: {node}, board: {board.Name}{place}{(board.Chip is { NeedsShunt: true } ? Shunt : "")}}}}}}}";
        return [.. sensors, .. hats];
    }

    public static ImmutableArray<string> OfBattery(string node, string battery) =>
        PowerSupplySource.IsName(battery) ? [$"feeds: {{{node}-battery: {{power_supply: {{node: {node}, battery: {battery}}}}}}}"] : [];
}
