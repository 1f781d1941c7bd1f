using System.Collections.Immutable;

namespace Homelab.Domain.Lab;

/// <summary>Every UPS HAT that the lab file may name. None of them tells a runtime.</summary>
/// <remarks>
/// Sources: geekworm-com/x728-script, sample/x728-v2.x-bat.py and x728-v2.x-pld.py (gauge at 0x36; line 6 is high when the mains are lost); suptronics/x120x, bat.py and pld.py (the same gauge; line 6 is
/// high while the mains are there); Waveshare's demo of its HATs, as in kavinaidoo/pmap and odya/hacs-ina219-ups-hat (an INA219 in the battery's line, whose current is negative while it discharges);
/// PiSupply/PiJuice, Software/Source/pijuice.py; xorbit/LiFePO4wered-Pi, lifepo4wered-data.c. The cut of an X728: x728-v2.x-softsd.sh and xSoft.sh, which hold line 26 (on version 1, 13) as its button is held.
/// </remarks>
public static class HatBoards
{
    private static readonly InputConfig s_line = new() { Name = "mains", Line = "6" };

    public static ImmutableArray<HatBoard> All { get; } =
    [
        new("x728", "Geekworm", "X728", "charge, volts; the mains by line 6")
        {
            Chip = SensorChips.Find("max17043"), Mains = s_line with { IsActiveLow = true }, TellsCharge = true, CutLine = new OutputConfig { Name = "cut", Line = "26" },
        },
        new("x1200", "Geekworm", "X1200 series", "charge, volts; the mains by line 6")
        {
            Chip = SensorChips.Find("max17043"), Mains = s_line, TellsCharge = true,
        },
        new("waveshare", "Waveshare", "UPS HAT with INA219", "volts, and watts on battery; the mains by the battery's current")
        {
            Chip = SensorChips.Find("ina219"), Address = 0x42, TellsMains = true,
        },
        new("pijuice", "Pi Supply", "PiJuice", "charge, volts, temperature, watts on battery; the mains by its inputs")
        {
            Registers = HatRegisters.PiJuice, Address = 0x14, TellsMains = true, TellsCharge = true, CutsByRegister = true,
        },
        new("lifepo4wered", "Silicognition", "LiFePO4wered/Pi", "volts, low battery, watts on battery (version 7); the mains by its input voltage (versions 4, 6 and 7)")
        {
            Registers = HatRegisters.LiFePO4wered, Address = 0x43, TellsMains = true, CutsByRegister = true,
        },
        new("generic", "", "", "charge and volts of `gauge`; the mains by `mains`")
        {
            TellsCharge = true,
        },
    ];

    public static HatBoard? Find(string name) => All.FirstOrDefault(board => board.Name == name);
}
