using System.Buffers.Binary;
using System.Device.I2c;
using Homelab.Domain.Power;

namespace Homelab.Agent.Devices;

/// <summary>
/// The microcontroller of a PiJuice (PiSupply/PiJuice, Software/Source/pijuice.py: PiJuiceInterface and PiJuiceStatus). Each answer ends with a checksum. The mains count as lost where both inputs are
/// absent or bad, as its own service has it (pijuice_sys.py, _EvalPowerInputs).
/// </summary>
public sealed class PiJuice(I2cDevice device)
{
    private enum Command : byte
    {
        Status = 0x40,
        ChargeLevel = 0x41,
        BatteryTemperature = 0x47,
        BatteryVoltage = 0x49,
        IoVoltage = 0x4D,

        /// <summary>Positive into the node (its maker, issue 869).</summary>
        IoCurrent = 0x4F,
        PowerOff = 0x62,
        WakeUpOnCharge = 0x63,
    }

    private enum Battery
    {
        Normal,
        ChargingFromInput,
        ChargingFromNode,
        NotPresent,
    }

    private enum Input
    {
        NotPresent,
        Bad,
        Weak,
        Present,
    }

    /// <summary>From the command to the cut; its firmware counts in seconds.</summary>
    public static readonly TimeSpan CutDelay = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Has it take the node's power, and give it back when it charges again, however full it is (pijuice.py, PiJuicePower: SetWakeUpOnCharge, SetPowerOff). That it will give it back is read
    /// back first; nothing is cut that would stay off.
    /// </summary>
    public bool TryCut(out string problem)
    {
        Write(Command.WakeUpOnCharge, 0);
        Span<byte> wakesAt = stackalloc byte[1];
        if (!TryAnswer(Command.WakeUpOnCharge, wakesAt, out problem))
        {
            return false;
        }

        if ((wakesAt[0] & 0x7F) != 0)
        {
            problem = "does not take that it starts its node again with the mains";
            return false;
        }

        Write(Command.PowerOff, (byte)CutDelay.TotalSeconds);
        return true;
    }

    private void Write(Command command, byte value) => device.Write([(byte)command, value, (byte)(0xFF ^ value)]);

    public bool TryRead(out HatReading reading, out string problem)
    {
        reading = new HatReading();
        Span<byte> one = stackalloc byte[1];
        if (!TryAnswer(Command.Status, one, out problem))
        {
            return false;
        }

        var battery = (Battery)((one[0] >> 2) & 3);
        var isPowered = (Input)((one[0] >> 4) & 3) >= Input.Weak || (Input)((one[0] >> 6) & 3) >= Input.Weak;
        if (!TryAnswer(Command.ChargeLevel, one, out problem))
        {
            return false;
        }

        var charge = one[0];
        if (!TryWord(Command.BatteryVoltage, out var millivolts, out problem) || !TryWord(Command.BatteryTemperature, out var celsius, out problem)
            || !TryWord(Command.IoVoltage, out var ioMillivolts, out problem) || !TryWord(Command.IoCurrent, out var ioMilliamps, out problem))
        {
            return false;
        }

        problem = battery == Battery.NotPresent ? "says that no battery is in it" : charge > 100 ? "tells a charge of more than 100 %" : "";
        reading = new HatReading
        {
            BatteryVolts = millivolts / 1000.0,
            ChargeRatio = charge / 100.0,
            IsMainsPresent = isPowered,
            IsCharging = battery is Battery.ChargingFromInput or Battery.ChargingFromNode,
            BatteryCelsius = celsius,
            LoadWatts = ioMilliamps > 0 ? ioMillivolts / 1000.0 * ioMilliamps / 1000.0 : null,
        };
        return problem.Length == 0;
    }

    private bool TryWord(Command command, out short value, out string problem)
    {
        Span<byte> bytes = stackalloc byte[2];
        var isSound = TryAnswer(command, bytes, out problem);
        value = BinaryPrimitives.ReadInt16LittleEndian(bytes);
        return isSound;
    }

    private bool TryAnswer(Command command, Span<byte> into, out string problem)
    {
        Span<byte> answer = stackalloc byte[into.Length + 1];
        device.Read((byte)command, answer);
        var sum = 0xFF;
        foreach (var value in answer[..^1])
        {
            sum ^= value;
        }

        answer[..^1].CopyTo(into);
        problem = sum == answer[^1] ? "" : "answers with a wrong checksum";
        return problem.Length == 0;
    }
}
