using Homelab.Domain.Shutdown;
using Homelab.Host;

namespace Homelab.Agent.Orders;

/// <summary>Tells the hook of systemd-shutdown (deploy/hooks/homelab-late) what to do last. On tmpfs: it belongs to this stop alone.</summary>
public sealed class LateFile(string runtimeDirectory, TimeProvider clock)
{
    private string Path => System.IO.Path.Combine(runtimeDirectory, "late");

    /// <returns>Why it could not be written; null where it was.</returns>
    public string? TryWrite(PowerEnd end)
    {
        // The hook counts by /proc/uptime, which goes on in suspend as CLOCK_BOOTTIME does.
        var until = end.RebootAfter is { } after ? (clock.Now() + after).Nanoseconds / 1_000_000_000 : 0;
        var cut = (end.LateCut.Length > 0 ? $"cut {end.LateCut}\n" : "") + (end.LateHat.Length > 0 ? $"hat {end.LateHat}\n" : "");
        try
        {
            File.WriteAllText(Path, $"until {until}\n{cut}");
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"{Path} cannot be written";
        }
    }

    /// <summary>A stop that was not taken leaves no order behind for the next one.</summary>
    public void Remove()
    {
        try
        {
            File.Delete(Path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // What could not be written cannot be there.
        }
    }
}
