using System.Device.Gpio;
using System.Device.I2c;
using Homelab.Agent.Collectors.Gpio;
using Homelab.Agent.Collectors.I2c;
using Homelab.Agent.Devices;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Agent.Supplies;

/// <summary>
/// Reads UPS HATs. Bus and line are opened for each reading and let go after it: what the coordinator no longer asks about is held by nobody, and no setting outlives its power.
/// </summary>
internal sealed class HatReader(Func<int, bool> hasBus, Func<int, int, I2cDevice> open, Func<int, IGpioChip> chip, Pause pause, TimeProvider clock)
{
    /// <summary>A line that was just pulled takes a moment to follow.</summary>
    private static readonly TimeSpan s_pulled = TimeSpan.FromMilliseconds(1);

    private readonly BoundedReadings _readings = new(clock);

    public Task<SupplySaid> ReadAsync(HatSource hat, CancellationToken cancellation)
    {
        var name = hat.What[..1].ToUpperInvariant() + hat.What[1..];
        return _readings.Read(HatLine.Of(hat), name, "on its bus or line", () => Read(hat, name), cancellation);
    }

    private SupplySaid Read(HatSource hat, string name)
    {
        if (!hasBus(hat.Bus))
        {
            return BoundedReadings.Failed($"{name} cannot be read: {I2cBuses.Absent(hat.Bus)}");
        }

        var said = new HatReading();
        var problem = I2cTalk.Try(hat.Bus, hat.AddressOnBus, clock, () =>
        {
            using var device = open(hat.Bus, hat.AddressOnBus);
            return HatRegistersReader.TryRead(hat, device, pause, out said, out var wrong) ? "" : wrong;
        });
        if (problem.Length == 0 && hat.MainsLine is { } mains)
        {
            problem = ReadLine(mains, out var isActive);
            said = said with { IsMainsPresent = isActive };
        }

        return (problem.Length == 0 ? HatStatus.Doubt(said) : problem) is { } why ? BoundedReadings.Failed($"{name} {why}.") : new SupplySaid(HatStatus.ToNut(said, hat), "");
    }

    /// <returns>Why it could not be read, as the end of a sentence; empty where it was.</returns>
    private string ReadLine(InputConfig mains, out bool isActive)
    {
        isActive = false;
        try
        {
            using var session = new GpioSession(chip(mains.ChipNumber));
            if (session.TryOpen(mains, out var offset) is { } why)
            {
                return $"does not tell of the mains: line {mains.Line} {why}";
            }

            if (mains.Pull != InputPull.None)
            {
                pause(s_pulled);
            }

            isActive = session.Pins.Read(offset) == PinValue.High != mains.IsActiveLow;
            return "";
        }
#pragma warning disable CA1031 // libgpiod and its wrapper throw what they like; the next question begins afresh.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return $"does not tell of the mains: {GpioLibrary.WhyNot(mains.ChipNumber, failure)}";
        }
    }
}
