namespace Homelab.Agent.Outbox;

/// <summary>What to do next about an outbox that is over its quota.</summary>
/// <param name="Thin">Documents to join into one of averages, eldest first; or</param>
/// <param name="Drop">the document to drop but for its events.</param>
internal sealed record ShrinkStep(IReadOnlyList<OutboxEntry> Thin, OutboxEntry? Drop);

/// <summary>
/// The drop rule: the eldest raw documents are thinned to averages first, as long as raw takes more than a quarter of the quota. When
/// that does not suffice, the eldest averages are dropped before any raw. Events, reports and gaps are never dropped.
/// </summary>
internal static class OutboxQuota
{
    private const int MaximumJoined = 64;
    private const long MaximumSpanNs = 300L * 1_000_000_000;

    /// <summary>Shrinking stops at nine tenths, so that it does not run at every flush.</summary>
    public static long Target(long quotaBytes) => quotaBytes / 10 * 9;

    /// <summary>Null where nothing more may be done. Documents being sent are left alone.</summary>
    /// <param name="entries">Eldest first.</param>
    public static ShrinkStep? Next(IReadOnlyList<OutboxEntry> entries, long quotaBytes)
    {
        if (entries.Sum(entry => (long)entry.Bytes) <= Target(quotaBytes))
        {
            return null;
        }

        var idle = entries.Where(entry => entry.Loaded is null).ToList();
        var raw = idle.Where(entry => entry.Kind == EntryKind.Raw).ToList();
        if (raw.Sum(entry => (long)entry.Bytes) > quotaBytes / 4 && Joinable(raw) is { Count: > 1 } run)
        {
            return new ShrinkStep(run, null);
        }

        var eldest = idle.Find(entry => entry.Kind == EntryKind.Averaged) ?? raw.FirstOrDefault();
        return eldest is null ? null : new ShrinkStep([], eldest);
    }

    /// <summary>The eldest raw documents of one run of the agent within five minutes.</summary>
    private static List<OutboxEntry> Joinable(List<OutboxEntry> raw) =>
        [.. raw.TakeWhile(entry => entry.First.IsSameRun(raw[0].First) && entry.EndNs - raw[0].StartNs <= MaximumSpanNs).Take(MaximumJoined)];
}
