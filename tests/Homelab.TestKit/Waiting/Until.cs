namespace Homelab.TestKit.Waiting;

/// <summary>Waits for something to become so, and never for longer than the bound.</summary>
public static class Until
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    /// <param name="what">Completes "waited N s for ...".</param>
    /// <param name="told">Asked when it was in vain, for the lines below that.</param>
    /// <exception cref="TimeoutException">It did not become so within the bound.</exception>
    public static Task TrueAsync(Func<bool> condition, TimeSpan bound, string what, Func<Task<string>>? told = null) =>
        TrueAsync(() => Task.FromResult(condition()), bound, what, told);

    /// <inheritdoc cref="TrueAsync(Func{bool}, TimeSpan, string, Func{Task{string}})"/>
    public static async Task TrueAsync(Func<Task<bool>> condition, TimeSpan bound, string what, Func<Task<string>>? told = null)
    {
        var clock = TimeProvider.System;
        var from = clock.GetTimestamp();
        while (!await condition().ConfigureAwait(false))
        {
            if (clock.GetElapsedTime(from) > bound)
            {
                throw new TimeoutException($"Waited {bound.TotalSeconds:0.#} s for {what}.{(told is null ? "" : $"\n{await told().ConfigureAwait(false)}")}");
            }

            await Task.Delay(Step, clock).ConfigureAwait(false);
        }
    }

    /// <summary>Waits for a value that is not null and gives it.</summary>
    public static async Task<T> SomeAsync<T>(Func<T?> value, TimeSpan bound, string what)
        where T : class
    {
        T? found = null;
        await TrueAsync(() => (found = value()) is not null, bound, what).ConfigureAwait(false);
        return found!;
    }
}
