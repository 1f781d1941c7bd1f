using System.Buffers.Binary;
using System.Device.I2c;
using Homelab.Domain.Power;

namespace Homelab.Agent.Devices;

/// <summary>
/// The microcontroller of a LiFePO4wered/Pi, /Pi3 or /Pi+ (xorbit/LiFePO4wered-Pi, lifepo4wered-data.c of 2020 and lifepo4wered-access.c). Where its registers are, and in which steps they count, goes by
/// their version. The number of a register and its content are two transfers, and as the maker's library says, one may come out wrong: only what was read three times alike counts.
/// </summary>
public sealed class LiFePO4wered(I2cDevice device, Pause pause)
{
    private const byte VersionRegister = 0x00, ShutdownVoltsRegister = 0x0A, InputThresholdRegister = 0x10;
    private const int AlikeReads = 3, ReadsMax = 12;
    private const byte BootWithMains = 3, Unlock = 0xC9;
    private const int UnlockedFrom = 5;

    /// <summary>The library waits half of it before each read.</summary>
    private static readonly TimeSpan s_beforeRead = TimeSpan.FromMilliseconds(1);

    private sealed record Map(byte AutoBoot, byte Running, byte Battery, double BatteryStep, byte? Input = null, double InputStep = 0, byte? Output = null, double OutputStep = 0, byte? OutputCurrent = null, double CurrentStep = 0);

    private const double Steps = 1023;

    /// <summary>By the version, from 1 on; the steps are thousandths of a volt and of an ampere.</summary>
    private static readonly Map[] s_maps =
    [
        new(0x10, 0x14, 0x15, 5000 / Steps),
        new(0x12, 0x16, 0x17, 5000 / Steps),
        new(0x14, 0x18, 0x19, 5000 / Steps),
        new(0x18, 0x1C, 0x1D, 5000 / Steps, 0x21, 9666.67 / Steps),
        new(0x14, 0x1D, 0x1E, 625 / Steps),
        new(0x18, 0x21, 0x22, 625 / Steps, 0x26, 1208.33 / Steps),
        new(0x20, 0x31, 0x32, 625 / Steps, 0x36, 3171.54 / Steps, 0x34, 657.05 / Steps, 0x38, 726.74 / Steps),
    ];

    /// <summary>
    /// Tells it that its node stops, upon which it takes the power (lifepo4wered-daemon.c), and to give it back when the mains are there (AUTO_BOOT_VIN; in its memory only, so that its own
    /// setting is back when its cell was empty). A version that does not see the mains would start its node on its cell at once, and is not cut.
    /// </summary>
    public bool TryCut(out string problem)
    {
        if (!TryMap(out var map, out var version, out problem))
        {
            return false;
        }

        if (map.Input is null)
        {
            problem = $"does not see the mains (the version of its registers is {version}), and would start its node again on its cell";
            return false;
        }

        Span<byte> boots = stackalloc byte[1];
        Write(map.AutoBoot, BootWithMains, version);
        if (!TryAlike(map.AutoBoot, boots) || boots[0] != BootWithMains)
        {
            problem = "does not take that it starts its node again with the mains";
            return false;
        }

        Write(map.Running, 0, version);
        return true;
    }

    public bool TryRead(out HatReading reading, out string problem)
    {
        reading = new HatReading();
        if (!TryMap(out var map, out _, out problem))
        {
            return false;
        }

        if (!TryMilli(map.Battery, map.BatteryStep, out var battery) || !TryMilli(ShutdownVoltsRegister, map.BatteryStep, out var low))
        {
            return Fails(out problem);
        }

        reading = reading with { BatteryVolts = battery / 1000, LowVolts = low / 1000 };
        if (map.Input is { } input)
        {
            if (!TryMilli(input, map.InputStep, out var volts) || !TryMilli(InputThresholdRegister, map.InputStep, out var threshold))
            {
                return Fails(out problem);
            }

            reading = reading with { IsMainsPresent = volts >= threshold };
        }

        if (map is { Output: { } output, OutputCurrent: { } current })
        {
            if (!TryMilli(output, map.OutputStep, out var volts) || !TryMilli(current, map.CurrentStep, out var amps))
            {
                return Fails(out problem);
            }

            reading = reading with { LoadWatts = volts * amps / 1e6 };
        }

        problem = reading.BatteryVolts < 1 ? "has no cell" : "";
        return problem.Length == 0;
    }

    private bool TryMap(out Map map, out int version, out string problem)
    {
        Span<byte> told = stackalloc byte[1];
        (map, problem) = (s_maps[0], "");
        var isSound = TryAlike(VersionRegister, told);
        version = told[0];
        if (!isSound)
        {
            return Fails(out problem);
        }

        if (version < 1 || version > s_maps.Length)
        {
            problem = $"is no LiFePO4wered that this agent knows: the version of its registers is {version}";
            return false;
        }

        map = s_maps[version - 1];
        return true;
    }

    /// <summary>From version 5 on a key made of address and register goes before the content (lifepo4wered-access.c).</summary>
    private void Write(byte register, byte value, int version)
    {
        if (version < UnlockedFrom)
        {
            device.Write([register, value]);
        }
        else
        {
            device.Write([register, (byte)((device.ConnectionSettings.DeviceAddress << 1) ^ Unlock ^ register), value]);
        }
    }

    private static bool Fails(out string problem)
    {
        problem = "never answers three times alike";
        return false;
    }

    private bool TryMilli(byte register, double step, out double value)
    {
        Span<byte> bytes = stackalloc byte[2];
        var isSound = TryAlike(register, bytes);
        value = BinaryPrimitives.ReadInt16LittleEndian(bytes) * step;
        return isSound;
    }

    private bool TryAlike(byte register, Span<byte> into)
    {
        Span<byte> last = stackalloc byte[into.Length];
        var alike = 0;
        for (var reads = 0; reads < ReadsMax && alike < AlikeReads; reads++)
        {
            pause(s_beforeRead);
            device.WriteByte(register);
            device.Read(into);
            alike = alike > 0 && into.SequenceEqual(last) ? alike + 1 : 1;
            into.CopyTo(last);
        }

        return alike == AlikeReads;
    }
}
