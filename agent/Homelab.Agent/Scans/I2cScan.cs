using System.Device.I2c;
using System.Globalization;
using Homelab.Agent.Collectors;
using Homelab.Agent.Collectors.I2c;
using Homelab.Contracts.V1;
using Homelab.Domain;
using Homelab.Domain.Lab;
using Homelab.Host;

namespace Homelab.Agent.Scans;

/// <summary>
/// Looks who answers on one I2C bus. The only probe is to read one byte, and only where a chip that agents read may be: a write of no bytes corrupts some EEPROMs, and a read locks up some clock chips,
/// at 0x69 for the most part (i2cdetect(8), options -q and -r). What the kernel or a collector has is left alone.
/// </summary>
internal sealed class I2cScan(SysRoot root, Func<int, int, I2cDevice>? open, TimeProvider clock)
{
    public const string Bus = "i2c bus", Chip = "i2c chip";

    private const string Devices = "sys/bus/i2c/devices";

    /// <summary>So many chips do not stand on one bus; where all answer, nobody does.</summary>
    private const int ChipsMax = 16;

    /// <summary>The kernel gives a bus that is held about a second for each try.</summary>
    private static readonly TimeSpan s_slow = TimeSpan.FromMilliseconds(500);

    /// <param name="isInUse">Whether somebody reads the chip at this address already.</param>
    /// <param name="at">Called with where it is, before each probe.</param>
    public IEnumerable<ScanFinding> Look(int bus, Func<int, bool> isInUse, Action<string> at)
    {
        var text = new FileText();
        var name = root.Line($"{Devices}/i2c-{bus}/name", text) ?? "";
        if (!root.Exists(I2cBuses.PathOf(bus)))
        {
            return [Of(Bus, Place(bus), I2cBuses.Absent(bus))];
        }

        if (open is null)
        {
            return [Of(Bus, Place(bus), "is one of a recorded machine: nothing was probed")];
        }

        var taken = Taken(bus, text);
        var found = new List<ScanFinding>();
        var isFree = new List<int>();
        var end = "";
        foreach (var address in ScanProposals.Addresses.Where(address => !taken.ContainsKey(address)))
        {
            if (isInUse(address))
            {
                found.Add(Of(Chip, Place(bus, address), "is declared, and was left alone"));
                continue;
            }

            at(Place(bus, address));
            if (Probe(bus, address, out end))
            {
                isFree.Add(address);
            }

            if (end.Length > 0)
            {
                break;
            }
        }

        if (isFree.Count > ChipsMax)
        {
            end = $"answers at {isFree.Count} of its addresses, so that nobody does: something holds its data line";
            isFree.Clear();
        }

        found.AddRange(isFree.Select(address => new ScanFinding { Kind = Chip, Place = Place(bus, address), What = "answers", Free = new ScanPlace { Bus = (uint)bus, Address = (uint)address } }));
        found.AddRange(taken.Select(chip => Of(Chip, Place(bus, chip.Key), $"belongs to the kernel ({chip.Value}), and was left alone")));
        return found.OrderBy(finding => finding.Place, StringComparer.Ordinal).Prepend(Of(Bus, Place(bus), end.Length > 0 ? end
            : $"was looked at{(name.Length > 0 ? $" ({name})" : "")}, where a chip that agents read may be; an SHT3x or SHT4x that does not measure answers no such look"));
    }

    public static ScanFinding Of(string kind, string place, string what) => new() { Kind = kind, Place = place, What = what };

    /// <param name="end">Why the rest of the bus is not looked at; empty where it is.</param>
    private bool Probe(int bus, int address, out string end)
    {
        end = "";
        var began = clock.Now();
        try
        {
            using var device = open!(bus, address);
            Span<byte> one = stackalloc byte[1];
            device.Read(one);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            end = $"cannot be looked at: the agent may not open /dev/i2c-{bus} (it needs the group i2c)";
        }
        catch (Exception failure) when (failure is IOException or ArgumentException or InvalidOperationException)
        {
            end = clock.Now() - began > s_slow ? $"is held by something: given up at 0x{address:x2}" : "";
        }

        return false;
    }

    /// <summary>Addresses that the kernel has a device at, with its name.</summary>
    private Dictionary<int, string> Taken(int bus, FileText text)
    {
        var prefix = string.Create(CultureInfo.InvariantCulture, $"{bus}-");
        return root.Names(Devices).Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => (name, isAddress: int.TryParse(name.AsSpan(prefix.Length), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var address), address))
            .Where(device => device.isAddress).ToDictionary(device => device.address, device => root.Line($"{Devices}/{device.name}/name", text) ?? "unnamed");
    }

    private static string Place(int bus) => $"i2c-{bus}";

    private static string Place(int bus, int address) => string.Create(CultureInfo.InvariantCulture, $"i2c-{bus} 0x{address:x2}");
}
