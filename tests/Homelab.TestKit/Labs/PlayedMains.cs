using System.Globalization;
using Homelab.TestKit.Nut;

namespace Homelab.TestKit.Labs;

/// <summary>
/// The mains of a test's lab: they fail and come back at a real upsd. In between the battery drains as a real one does, charge and runtime together: a
/// runtime that stays beside a charge that stays would be evidence of a longer life (P6).
/// </summary>
public sealed class PlayedMains(RealUpsd ups) : IAsyncDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private CancellationTokenSource? _back;
    private Task _draining = Task.CompletedTask;

    /// <summary>On battery, and the battery lasts for so long.</summary>
    /// <param name="low">What is left when the UPS says low battery.</param>
    public void Fail(TimeSpan runtime, TimeSpan low)
    {
        var began = TimeProvider.System.GetTimestamp();
        _back = new CancellationTokenSource();
        Show(runtime, low, TimeSpan.Zero);
        _draining = DrainAsync(runtime, low, began, _back.Token);
    }

    /// <summary>From now on nothing is said of the battery any more; the caller says that the mains are back.</summary>
    public async Task EndAsync()
    {
        if (_back is not null)
        {
            await _back.CancelAsync().ConfigureAwait(false);
            await _draining.ConfigureAwait(false);
            _back.Dispose();
            _back = null;
        }
    }

    public async ValueTask DisposeAsync() => await EndAsync().ConfigureAwait(false);

    private async Task DrainAsync(TimeSpan runtime, TimeSpan low, long began, CancellationToken back)
    {
        while (!back.IsCancellationRequested)
        {
            await Task.Delay(Step, TimeProvider.System, back).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!back.IsCancellationRequested)
            {
                Show(runtime, low, TimeProvider.System.GetElapsedTime(began));
            }
        }
    }

    private void Show(TimeSpan runtime, TimeSpan low, TimeSpan elapsed)
    {
        var left = Math.Max(0, (runtime - elapsed).TotalSeconds);
        var charge = 100 * left / runtime.TotalSeconds;
        ups.Set(
            ("ups.status", left > low.TotalSeconds ? "OB DISCHRG" : "OB DISCHRG LB"),
            ("battery.runtime", left.ToString("0", CultureInfo.InvariantCulture)),
            ("battery.charge", charge.ToString("0", CultureInfo.InvariantCulture)),
            ("ups.load", "20"));
    }
}
