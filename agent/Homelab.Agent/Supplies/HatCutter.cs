using System.Device.I2c;
using Homelab.Agent.Collectors.Gpio;
using Homelab.Agent.Collectors.I2c;
using Homelab.Agent.Devices;
using Homelab.Domain.Lab;

namespace Homelab.Agent.Supplies;

/// <summary>
/// Has a UPS HAT take its node's power (P25), so that it comes back with the mains. Only on a fresh word of the HAT's that the mains are away: where they are there, or where it does not say, the node
/// waits and starts again without a cut.
/// </summary>
internal sealed class HatCutter(HatReader reader, Func<int, int, I2cDevice> open, Func<int, IGpioChip> chip, Pause pause, TimeProvider clock)
{
    /// <summary>As long as the button of an X708 or X728 is held where it takes the power at once (its maker: 8 s and more), and a little.</summary>
    public static readonly TimeSpan Hold = TimeSpan.FromSeconds(10);

    /// <returns>Why it was not told, in whole sentences; empty where it was.</returns>
    public async Task<string> Cut(HatSource hat, CancellationToken cancellation)
    {
        var said = await reader.ReadAsync(hat, cancellation);
        if (said.Failure.Length > 0)
        {
            return said.Failure;
        }

        if (said.Variables["ups.status"].Split(' ').Contains("OL"))
        {
            return "The mains are there.";
        }

        var problem = hat.CutLine is { } line ? HoldLine(line) : I2cTalk.Try(hat.Bus, hat.AddressOnBus, clock, () => Tell(hat));
        return problem.Length == 0 ? "" : $"It {problem}.";
    }

    private string Tell(HatSource hat)
    {
        using var device = open(hat.Bus, hat.AddressOnBus);
        var problem = "";
        _ = hat.Board?.Registers switch
        {
            HatRegisters.PiJuice => new PiJuice(device).TryCut(out problem),
            HatRegisters.LiFePO4wered => new LiFePO4wered(device, pause).TryCut(out problem),
            _ => throw new ArgumentException($"A {hat.Board?.Name} has no register that cuts it.", nameof(hat)),
        };
        return problem;
    }

    /// <summary>Where the power stays all the same, the line is let go: a board that still sees it held would not start again.</summary>
    private string HoldLine(OutputConfig line)
    {
        try
        {
            using var session = new GpioSession(chip(line.ChipNumber));
            if (session.TryOpen(line, isActive: true, out var offset) is { } why)
            {
                return $"is not cut: line {line.Line} {why}";
            }

            pause(Hold);
            session.Pins.Write(offset, GpioSession.LevelOf(line, isActive: false));
            return "";
        }
#pragma warning disable CA1031 // libgpiod and its wrapper throw what they like.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return $"is not cut: {GpioLibrary.WhyNot(line.ChipNumber, failure)}";
        }
    }
}
