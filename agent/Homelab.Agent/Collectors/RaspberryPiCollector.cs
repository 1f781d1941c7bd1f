using System.Buffers.Binary;
using System.Globalization;
using Homelab.Domain.Readings;

namespace Homelab.Agent.Collectors;

/// <summary>
/// What only a Raspberry Pi says of itself: throttling and under-voltage by its firmware, of which build its bootloader is, and on a Pi 5 why it started,
/// what its supply promised and gives, and whether its clock's cell is there and charged. Under-voltage by the kernel and the fan come with hwmon.
/// </summary>
/// <param name="throttled">The bits of get_throttled; null where the firmware cannot be asked.</param>
/// <param name="command">What the firmware answers to a command of vcgencmd; null where it cannot be asked, or does not know it.</param>
public sealed class RaspberryPiCollector(SysRoot root, Func<uint?> throttled, Func<string, string?> command) : ICollector
{
    private const string Model = "proc/device-tree/model";
    private const string Serial = "proc/device-tree/serial-number";
    private const string Power = "proc/device-tree/chosen/power";
    private const string Bootloader = "proc/device-tree/chosen/bootloader";
    private const string Firmware = "dev/vcio";
    private const string CellCharging = "sys/class/rtc/rtc0/charging_voltage";

    /// <summary>Bits of get_throttled: now, and sixteen higher since boot.</summary>
    private static readonly string[] s_conditions = ["under_voltage", "frequency_capped", "throttled", "soft_temperature_limit"];

    private readonly FileText _text = new();
    private readonly Series[] _now = [.. s_conditions.Select(condition => Of("node_rpi_throttled", ("condition", condition)))];
    private readonly Series[] _sinceBoot = [.. s_conditions.Select(condition => Of("node_rpi_throttled_since_boot", ("condition", condition)))];
    private readonly Series _supply = new("node_rpi_supply_max_amps", Labels.None, "amperes", SeriesKind.Gauge, "raspberrypi");
    private readonly Series _cell = new("node_rpi_rtc_charging_volts", Labels.None, "volts", SeriesKind.Gauge, "raspberrypi");

    private readonly Series _input = new("node_rpi_input_volts", Labels.None, "volts", SeriesKind.Gauge, "raspberrypi");
    private readonly Series _battery = new("node_rpi_rtc_battery_volts", Labels.None, "volts", SeriesKind.Gauge, "raspberrypi");
    private readonly Series _rails = new("node_rpi_rails_watts", Labels.None, "watts", SeriesKind.Gauge, "raspberrypi");

    public string Name => "raspberrypi";

    public CollectorOutcome Collect(Collection into, CollectorSettings settings)
    {
        if (root.Line(Model, _text)?.StartsWith("Raspberry Pi", StringComparison.Ordinal) != true)
        {
            return CollectorOutcome.NothingHere("not a Raspberry Pi");
        }

        if (root.Line(Serial, _text) is { } serial)
        {
            into.AddFact("rpi_serial", serial);
        }

        AddBootloader(into);
        AddPower(into);
        if (root.TryNumber(CellCharging, _text, out var microvolts))
        {
            into.Add(_cell, microvolts / 1e6);
        }

        if (throttled() is not { } bits)
        {
            // A captured tree has no firmware to ask, and the kernel of Debian itself no way to.
            return !root.IsHost ? CollectorOutcome.Ok
                : root.Exists(Firmware) ? CollectorOutcome.Failed($"the firmware does not answer at /{Firmware}; the agent needs the group video")
                : CollectorOutcome.NothingHere($"no /{Firmware}: only kernels of Raspberry Pi OS let the firmware be asked for throttling");
        }

        for (var i = 0; i < s_conditions.Length; i++)
        {
            into.Add(_now[i], (bits >> i) & 1);
            into.Add(_sinceBoot[i], (bits >> (i + 16)) & 1);
        }

        // Only the boards with that chip have the node, and only theirs know the command.
        if (root.Exists(Power) && command("pmic_read_adc") is { } text)
        {
            AddRails(into, PowerRails.Of(text));
        }

        return CollectorOutcome.Ok;
    }

    private void AddRails(Collection into, PowerRails rails)
    {
        AddKnown(into, _input, rails.InputVolts);
        AddKnown(into, _battery, rails.CellVolts);
        AddKnown(into, _rails, rails.Watts);
    }

    private static void AddKnown(Collection into, Series series, double? value)
    {
        if (value is { } known)
        {
            into.Add(series, known);
        }
    }

    /// <summary>On boards that start from an EEPROM (Pi 4 and later): what an update of it would replace.</summary>
    private void AddBootloader(Collection into)
    {
        if (Cell(Bootloader, "build-timestamp") is { } seconds and > 0)
        {
            into.AddFact("rpi_bootloader", DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }

        if (root.Line($"{Bootloader}/version", _text) is { Length: > 0 } version)
        {
            into.AddFact("rpi_bootloader_version", version);
        }
    }

    private void AddPower(Collection into)
    {
        if (Cell(Power, "power_reset") is { } reset)
        {
            into.AddFact("rpi_power_reset", reset.ToString(CultureInfo.InvariantCulture));
        }

        if (Cell(Power, "usb_max_current_enable") is { } usb)
        {
            into.AddFact("rpi_usb_max_current", usb == 0 ? "limited" : "enabled");
        }

        if (Cell(Power, "max_current") is { } milliamperes)
        {
            into.Add(_supply, milliamperes / 1000.0);
        }
    }

    /// <summary>A cell of the device tree: 32 bits, the highest first (Devicetree Specification 2.2.4).</summary>
    private uint? Cell(string node, string property) =>
        root.Read($"{node}/{property}", _text).Succeeded && _text.Bytes.Length == sizeof(uint) ? BinaryPrimitives.ReadUInt32BigEndian(_text.Bytes) : null;

    private static Series Of(string metric, (string, string) label) => new(metric, Labels.Of(label), "", SeriesKind.Gauge, "raspberrypi");
}
