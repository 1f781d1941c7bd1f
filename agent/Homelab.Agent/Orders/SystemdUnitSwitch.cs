using System.Collections.Immutable;
using Homelab.Host.Bus;

namespace Homelab.Agent.Orders;

/// <summary>Stops units through systemd (org.freedesktop.systemd1(5)) and looks until they are inactive.</summary>
public sealed class SystemdUnitSwitch(SystemdUnits systemd, TimeProvider clock) : IUnitSwitch, IDisposable
{
    private static readonly TimeSpan CallAtMost = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    // What is started again after an outage must not overtake what is still being stopped.
    private readonly SemaphoreSlim _one = new(1, 1);

    public Task<UnitsStopped> Stop(ImmutableArray<string> units, TimeSpan bound, CancellationToken cancellationToken) =>
        OneByOne(() => StopNow(units, bound, cancellationToken), cancellationToken);

    public Task<string?> Start(ImmutableArray<string> units, CancellationToken cancellationToken) =>
        OneByOne(
            () => Task.FromResult(units.Select(unit => (Unit: unit, Result: systemd.Start(unit, CallAtMost))).Where(asked => !asked.Result.Succeeded)
                .Select(asked => $"{asked.Unit} cannot be started: {Why(asked.Result)}").FirstOrDefault()),
            cancellationToken);

    public void Dispose() => _one.Dispose();

    private async Task<T> OneByOne<T>(Func<Task<T>> action, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(action, cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<UnitsStopped> StopNow(ImmutableArray<string> units, TimeSpan bound, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        var before = systemd.ByNames(units, CallAtMost);
        if (!before.Succeeded)
        {
            return new UnitsStopped(false, $"systemd: {before.Sentence}", []);
        }

        ImmutableArray<string> running = [.. before.Value.Where(IsRunning).Select(row => row.Name)];
        foreach (var unit in running)
        {
            var asked = systemd.Stop(unit, CallAtMost);
            if (!asked.Succeeded)
            {
                return new UnitsStopped(false, $"{unit} cannot be stopped: {Why(asked)}", running);
            }
        }

        while (true)
        {
            var now = systemd.ByNames(running, CallAtMost);
            ImmutableArray<string> left = now.Succeeded ? [.. now.Value.Where(IsRunning).Select(row => row.Name)] : running;
            if (left.IsEmpty)
            {
                return new UnitsStopped(true, running.IsEmpty ? "none of them ran" : "inactive", running);
            }

            if (clock.GetElapsedTime(began) >= bound)
            {
                return new UnitsStopped(false, $"still active after {bound.TotalSeconds:0} s: {string.Join(", ", left)}", running);
            }

            await Task.Delay(LookEvery, clock, cancellationToken);
        }
    }

    private static string Why(BusResult<bool> refused) =>
        refused.Fault == BusFault.Denied ? $"{refused.Sentence}; is it named in /{UnitList.Path} of this node?" : refused.Sentence;

    private static bool IsRunning(UnitRow row) => row.ActiveState is not ("inactive" or "failed");
}
