using Homelab.Domain.Lab;

namespace Homelab.Domain.Power;

/// <summary>The load of a UPS in watts.</summary>
/// <param name="Basis">In words: measured, or what it was reckoned from.</param>
public sealed record LoadInWatts(double Watts, string Basis)
{
    /// <summary>Null where nothing tells: volt-amperes are no watts.</summary>
    public static LoadInWatts? Of(FeedConfig feed, FeedReading reading) => reading switch
    {
        { RealPowerWatts: { } watts } => new LoadInWatts(watts, "ups.realpower"),
        { LoadRatio: { } load, NominalWatts: { } nominal } => new LoadInWatts(load * nominal, $"{load:P0} of ups.realpower.nominal"),
        { LoadRatio: { } load } when feed.RatingWatts is { } rating => new LoadInWatts(load * rating, $"{load:P0} of the declared rating"),
        _ => null,
    };
}
