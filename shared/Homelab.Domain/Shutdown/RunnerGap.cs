using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>
/// A runner that stood still knows an old world: after a gap of more than two beats it reads and plans again before it sends (P6).
/// </summary>
internal sealed class RunnerGap(Moment startedAt)
{
    /// <summary>Runners tick a few times a second; a beat shorter than that is no measure of a gap.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    private Moment _lastStepAt = startedAt;
    private Moment? _resumedAt;

    public bool MayGoOn(OutageInput input, OutageState state, PolicyConfig policy, Moment now)
    {
        var gap = now - _lastStepAt;
        _lastStepAt = Moment.Max(_lastStepAt, now);
        if (!state.IsRunning)
        {
            _resumedAt = null;
            return true;
        }

        var allowed = 2 * policy.Beat;
        if (gap > (allowed > Least ? allowed : Least))
        {
            _resumedAt = now;
        }

        // Feeds that do not answer show as silence by themselves; nobody waits for them longer than a reading may be old.
        if (_resumedAt is { } resumed && (now - resumed > policy.MaxAge || IsReadSince(input, state, resumed)))
        {
            _resumedAt = null;
        }

        return _resumedAt is null;
    }

    private static bool IsReadSince(OutageInput input, OutageState state, Moment resumed) =>
        input is OutageInput.FeedsAssessed assessed
        && assessed.Feeds.Where(feed => state.Feeds.ContainsKey(feed.Feed)).All(feed => feed.LastReading is not { } read || read >= resumed);
}
