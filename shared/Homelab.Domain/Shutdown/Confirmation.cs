namespace Homelab.Domain.Shutdown;

/// <summary>Off means seen off, by two independent signs (P20). That a node was told, or said that it goes, is no sign.</summary>
public static class Confirmation
{
    /// <param name="stop">The bound of the node's stop.</param>
    /// <param name="tail">From network gone to power gone.</param>
    /// <param name="beat">A witness must have answered within two of these.</param>
    public static OffJudgement Judge(OffSigns signs, TimeSpan stop, TimeSpan tail, TimeSpan beat, Moment now)
    {
        if (signs.NetworkGoneSince is not { } gone)
        {
            return new OffJudgement(OffVerdict.Running, "it answers");
        }

        var network = NetworkSign(signs, tail, beat, now);
        if (network && signs.LoadGoneAt is { } load && load <= now)
        {
            return new OffJudgement(OffVerdict.SeenOff, $"silent for {PlanWords.Span(now - gone)} beside an answering neighbour, and its load is gone");
        }

        if (Bound(signs, gone, stop) is { } bound && now >= bound)
        {
            var began = signs.AcknowledgedAt is null ? "its lease ended" : "it acknowledged the order";
            var seen = network ? "the network sign alone" : "silence, which no neighbour vouches for";
            return new OffJudgement(OffVerdict.Presumed, $"{PlanWords.Span(stop)} to stop are over since {began}; {seen}");
        }

        return new OffJudgement(OffVerdict.Running, "silent, but its time is not over");
    }

    /// <summary>Silence counts only while a neighbour behind the same last hop answers, and only after the tail.</summary>
    private static bool NetworkSign(OffSigns signs, TimeSpan tail, TimeSpan beat, Moment now) =>
        signs.NetworkGoneSince is { } gone && now >= gone + tail && signs.WitnessAt is { } witness && witness >= now - 2 * beat;

    /// <summary>
    /// Until when it counts as running without two signs: its last lease, the stop and the clocks' drift. An acknowledged order is a lease
    /// that ended at the acknowledgement. Its clock has run alone since it was last heard, so that time drifts too.
    /// </summary>
    private static Moment? Bound(OffSigns signs, Moment gone, TimeSpan stop)
    {
        var allowed = stop * (1 + LatestStarts.Drift);
        if (signs.AcknowledgedAt is { } acknowledged)
        {
            return acknowledged + allowed;
        }

        // Who was heard after its lease was over had not gone by it: the system may have held its stop up.
        return signs.LeaseUntil is { } lease ? Moment.Max(lease, gone) + (Moment.Max(lease, gone) - gone) * LatestStarts.Drift + allowed : null;
    }
}
