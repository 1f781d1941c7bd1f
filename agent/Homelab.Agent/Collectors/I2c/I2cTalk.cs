using Homelab.Domain;
using Homelab.Host;

namespace Homelab.Agent.Collectors.I2c;

/// <summary>A talk with one chip, and what it means when the bus ends it.</summary>
internal static class I2cTalk
{
    /// <summary>A chip that is there answers in thousandths of a second; the kernel gives a bus that is held about a second.</summary>
    private static readonly TimeSpan s_slow = TimeSpan.FromMilliseconds(500);

    /// <returns>What <paramref name="talk"/> returned, or why the chip was not reached, as the end of a sentence.</returns>
    public static string Try(int bus, int address, TimeProvider clock, Func<string> talk, Action? failed = null)
    {
        var began = clock.Now();
        try
        {
            return talk();
        }
        catch (UnauthorizedAccessException)
        {
            failed?.Invoke();
            return $"cannot be asked: the agent may not open /dev/i2c-{bus} (it needs the group i2c)";
        }
        catch (Exception failure) when (failure is IOException or ArgumentException or InvalidOperationException)
        {
            failed?.Invoke();
            return clock.Now() - began > s_slow ? "is not reached: something holds the bus" : $"does not answer at 0x{address:x2}";
        }
    }
}
