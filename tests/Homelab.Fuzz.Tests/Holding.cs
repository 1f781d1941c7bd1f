using Homelab.Fuzz.Tests.Targets;

namespace Homelab.Fuzz.Tests;

/// <summary>What holds of every input of every target: nothing is thrown, and time and memory are bounded.</summary>
internal static class Holding
{
    /// <summary>A machine that is busy with other things costs one input much; twice in a row it is the input.</summary>
    private static readonly TimeSpan s_most = TimeSpan.FromSeconds(2);

    public static void Of(Target target, byte[] input)
    {
        if (Took(target, input) > s_most && Took(target, input) is var again && again > s_most)
        {
            throw new InvalidOperationException($"{target.Name} took {again.TotalSeconds:0.0} s for {input.Length} bytes.");
        }
    }

    private static TimeSpan Took(Target target, byte[] input)
    {
        var began = TimeProvider.System.GetTimestamp();
        var before = GC.GetAllocatedBytesForCurrentThread();
        target.Take(input);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return allocated <= target.MostAllocated
            ? TimeProvider.System.GetElapsedTime(began)
            : throw new InvalidOperationException($"{target.Name} allocated {allocated} bytes for {input.Length}.");
    }
}
