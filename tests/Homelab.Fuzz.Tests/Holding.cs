using Homelab.Fuzz.Tests.Targets;

namespace Homelab.Fuzz.Tests;

/// <summary>What holds of every input of every target: nothing is thrown, and time and memory are bounded.</summary>
internal static class Holding
{
    /// <summary>A machine that is busy with other things costs one input much; twice in a row it is the input.</summary>
    private static readonly TimeSpan s_most = TimeSpan.FromSeconds(2);

    /// <summary>Over all threads what the process does beside it counts too; in so many tries in a row it is the input.</summary>
    private const int TriesOfServed = 5;

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
        var allocated = Allocated(target, input);
        var took = TimeProvider.System.GetElapsedTime(began);
        for (var tried = 1; target.IsServed && allocated > target.MostAllocated && tried < TriesOfServed; tried++)
        {
            allocated = Math.Min(allocated, Allocated(target, input));
        }

        return allocated <= target.MostAllocated ? took : throw new InvalidOperationException($"{target.Name} allocated {allocated} bytes for {input.Length}.");
    }

    private static long Allocated(Target target, byte[] input)
    {
        var before = Sum(target);
        target.Take(input);
        return Sum(target) - before;
    }

    private static long Sum(Target target) => target.IsServed ? GC.GetTotalAllocatedBytes() : GC.GetAllocatedBytesForCurrentThread();
}
