using System.Globalization;
using Homelab.TestKit.Nut;

namespace Homelab.TestKit.Labs;

/// <summary>
/// Drains the battery of a test's UPS as a real one does: charge and runtime fall together. A runtime that stays beside a charge that stays would
/// be evidence of a longer life (P6).
/// </summary>
internal sealed class DrainingBattery(RealUpsd ups, TimeSpan runtime) : IAsyncDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private Task _draining = Task.CompletedTask;

    public void Start()
    {
        var began = TimeProvider.System.GetTimestamp();
        Show(TimeSpan.Zero);
        _draining = DrainAsync(began);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _draining.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task DrainAsync(long began)
    {
        while (!_stop.IsCancellationRequested)
        {
            await Task.Delay(Step, TimeProvider.System, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!_stop.IsCancellationRequested)
            {
                Show(TimeProvider.System.GetElapsedTime(began));
            }
        }
    }

    private void Show(TimeSpan elapsed)
    {
        var left = Math.Max(0, (runtime - elapsed).TotalSeconds);
        var charge = 100 * left / runtime.TotalSeconds;
        ups.Set(
            ("ups.status", left > 0 ? "OB DISCHRG" : "OB DISCHRG LB"),
            ("battery.runtime", left.ToString("0", CultureInfo.InvariantCulture)),
            ("battery.charge", charge.ToString("0", CultureInfo.InvariantCulture)),
            ("ups.load", "20"));
    }
}
