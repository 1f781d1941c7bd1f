using System.Runtime.InteropServices;

namespace Homelab.Benchmarks.Printing;

/// <summary>The machine that was measured on: a number without it says nothing.</summary>
internal static class Machine
{
    public static string InWords()
    {
        var processor = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim()
            ?? RuntimeInformation.ProcessArchitecture.ToString();
        var load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        return $"{Environment.ProcessorCount} x {processor}, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, "
            + $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC, load {load}";
    }
}
