using System.Collections.Immutable;
using Homelab.Domain.Lab;

namespace Homelab.Domain.Power;

/// <summary>A trigger on a value and its limit, with the memory that its debounce needs.</summary>
/// <param name="PassedSince">The first reading of the present run beyond the limit; null where the last was within it.</param>
/// <param name="WithinSince">The first reading of the present run within the limit, while it has fired.</param>
/// <param name="FiredAt">Null while it has not.</param>
/// <param name="ReadAt">The last reading that said anything of it.</param>
internal readonly record struct LimitTrigger(Moment? PassedSince, Moment? WithinSince, Moment? FiredAt, Moment? ReadAt)
{
    /// <param name="isPassed">Null where the value is not known: then nothing changes, neither way.</param>
    /// <param name="readAt">Of the reading that says so: time that passes without one proves nothing.</param>
    public LimitTrigger After(bool? isPassed, Moment readAt, TimeSpan debounce) => isPassed switch
    {
        null => this,
        true when FiredAt is not null => this with { WithinSince = null, ReadAt = readAt },
        true when readAt - (PassedSince ?? readAt) is var held && held >= debounce => new LimitTrigger(PassedSince ?? readAt, null, readAt, readAt),
        true => new LimitTrigger(PassedSince ?? readAt, null, null, readAt),

        // After a silence that is as long as that, it may have been within for all of it.
        false when FiredAt is not null && readAt - ReadAt < debounce && readAt - (WithinSince ?? readAt) < debounce => this with { WithinSince = WithinSince ?? readAt, ReadAt = readAt },
        false => default,
    };
}

/// <summary>The triggers of one feed that have a limit and a debounce.</summary>
internal sealed class LimitTriggers
{
    private readonly Dictionary<string, LimitTrigger> _held = [];

    /// <summary>Looks at one more assessment and says which triggers have fired.</summary>
    public ImmutableArray<FiredTrigger> Observe(FeedConfig config, FeedAssessment feed)
    {
        var triggers = config.Triggers;
        var battery = feed.IsDying;

        // A silent UPS tells no values; the runtime runs down without any.
        var read = feed.IsStale ? null : feed.LastReading;
        return
        [
            .. new[]
            {
                Look(FiredTrigger.Charge, battery ? triggers.ChargeRatio : null, read, feed.ChargeRatio is { } charge ? charge <= triggers.ChargeRatio : null,
                    () => $"{config.Name} is down to {feed.ChargeRatio:P0} of charge, and its limit is {triggers.ChargeRatio:P0}"),
                Look(FiredTrigger.Runtime, battery ? triggers.Runtime?.TotalSeconds : null, feed.RuntimeAt, feed.Runtime is { } runtime ? runtime <= triggers.Runtime : null,
                    () => $"{config.Name} has {feed.Runtime?.TotalSeconds:0} s left, and its limit is {triggers.Runtime?.TotalSeconds:0} s"),
                Look(FiredTrigger.Depletion, battery ? triggers.DepletionRatioPerMinute : null, read, feed.DepletionRatioPerMinute is { } fall ? fall >= triggers.DepletionRatioPerMinute : null,
                    () => $"{config.Name} loses {feed.DepletionRatioPerMinute * 100:0.#} % a minute, and its limit is {triggers.DepletionRatioPerMinute * 100:0.#} %"),
                Look(FiredTrigger.Overload, battery ? triggers.OverloadRatio : null, read, feed.LoadRatio is { } load ? load >= triggers.OverloadRatio : null,
                    () => $"{config.Name} carries {feed.LoadRatio:P0} of its rating, and its limit is {triggers.OverloadRatio:P0}"),
                Look(FiredTrigger.Temperature, triggers.TemperatureCelsius, read, feed.TemperatureCelsius is { } celsius ? celsius >= triggers.TemperatureCelsius : null,
                    () => $"{config.Name} is at {feed.TemperatureCelsius:0.#} C, and its limit is {triggers.TemperatureCelsius:0.#} C"),
            }.OfType<FiredTrigger>(),
        ];

        FiredTrigger? Look(string name, double? limit, Moment? readAt, bool? isPassed, Func<string> why)
        {
            if (limit is null)
            {
                _held.Remove(name);
                return null;
            }

            if (readAt is { } at)
            {
                _held[name] = _held.GetValueOrDefault(name).After(isPassed, at, triggers.Debounce);
            }

            return _held.GetValueOrDefault(name).FiredAt is { } since ? new FiredTrigger(name, since, why()) : null;
        }
    }
}
