using Homelab.Agent.Devices;

namespace Homelab.Agent.Collectors.Gpio;

/// <summary>
/// Looks at the inputs of a chip between the rounds, on a thread of its own. The drivers' own events would hold a thread of the pool for each line, and the pool belongs to the lease.
/// </summary>
internal sealed class GpioSampler(Action sample, TimeSpan every, Pause pause) : IDisposable
{
    private const int StackBytes = 128 * 1024;

    /// <summary>Often enough for any debounce, and no load.</summary>
    public static readonly TimeSpan Least = TimeSpan.FromMilliseconds(10), Most = TimeSpan.FromMilliseconds(500);

    private volatile bool _isOver;

    /// <summary>Twice within the shortest debounce, so that what stands for so long is seen.</summary>
    public static TimeSpan PeriodOf(IEnumerable<TimeSpan> debounces) =>
        TimeSpan.FromTicks(Math.Clamp(debounces.DefaultIfEmpty(TimeSpan.MaxValue).Min().Ticks / 2, Least.Ticks, Most.Ticks));

    public void Start() => new Thread(Run, StackBytes) { IsBackground = true, Name = "gpio" }.Start();

    /// <summary>Does not wait: the thread may hang in the kernel.</summary>
    public void Dispose() => _isOver = true;

    private void Run()
    {
        while (!_isOver)
        {
            sample();
            pause(every);
        }
    }
}
