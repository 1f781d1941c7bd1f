using System.Collections.Immutable;

namespace Homelab.Agent.Supplies;

/// <summary>
/// Readings of batteries, each beside its asker. One that hangs costs its asker the bound, and no second reading of the same battery is begun before the first has come back.
/// </summary>
internal sealed class BoundedReadings(TimeProvider clock)
{
    /// <summary>More than any machine has; with so many on their way none is begun.</summary>
    public const int Max = 32;

    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(3);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task<SupplySaid>> _running = [];

    /// <param name="key">Who reads the same has the same.</param>
    /// <param name="name">For the sentence, such as <c>BAT0</c>.</param>
    /// <param name="where">What it hangs in, such as <c>in the kernel</c>.</param>
    public async Task<SupplySaid> Read(string key, string name, string where, Func<SupplySaid> read, CancellationToken cancellation)
    {
        using var bound = new CancellationTokenSource(Bound, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, bound.Token);
        try
        {
            while (Begin(key, name, read) is var (reading, isOwn))
            {
                // What another asker began before this question may say what is no longer so.
                if (await reading.WaitAsync(either.Token) is var said && isOwn)
                {
                    return said;
                }
            }

            return Failed($"Other power supplies hang in the kernel, so {name} is not read.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Failed($"{name} hangs {where}: it did not answer within {Bound.TotalSeconds:0} s.");
        }
    }

    public static SupplySaid Failed(string why) => new(ImmutableDictionary<string, string>.Empty, why);

    /// <summary>The reading that is on its way, or a new one; null where too many hang.</summary>
    private (Task<SupplySaid> Reading, bool IsOwn)? Begin(string key, string name, Func<SupplySaid> read)
    {
        lock (_gate)
        {
            foreach (var (done, _) in _running.Where(each => each.Value.IsCompleted).ToArray())
            {
                _running.Remove(done);
            }

            return _running.TryGetValue(key, out var running) ? (running, false)
                : _running.Count < Max ? (_running[key] = Task.Run(() => Try(name, read)), true)
                : null;
        }
    }

    private static SupplySaid Try(string name, Func<SupplySaid> read)
    {
        try
        {
            return read();
        }
#pragma warning disable CA1031 // A mistake in reading is an answer too: whoever waits has to decide something.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return Failed($"Reading {name} failed inside the agent ({failure.GetType().Name}).");
        }
    }
}
