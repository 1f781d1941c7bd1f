namespace Homelab.Agent.Outbox;

/// <summary>What a set of dropped frames leaves to be said.</summary>
internal static class LostSpans
{
    /// <summary>One span a run of the agent, over the readings among the frames. A span may reach over numbers of events that still come.</summary>
    public static IEnumerable<LostSpan> Of(IEnumerable<KeptFrame> dropped, string reason) =>
        dropped.Where(frame => frame.IsReading).GroupBy(frame => (frame.Id.BootId, frame.Id.Incarnation)).Select(run =>
        {
            var frames = run.OrderBy(frame => frame.Id.Sequence).ToList();
            var series = new HashSet<KnownSeries>();
            foreach (var frame in frames)
            {
                series.UnionWith(frame.Round!.Series);
            }

            return new LostSpan(
                frames[0].Id,
                frames[^1].Id.Sequence,
                frames.Min(frame => frame.Round!.WallMs - frame.Round.AveragedOverMs),
                frames.Max(frame => frame.Round!.WallMs),
                reason,
                series);
        });

    /// <summary>Null where the two differ in run or reason.</summary>
    public static LostSpan? TryJoin(LostSpan left, LostSpan right)
    {
        if (!left.First.IsSameRun(right.First) || left.Reason != right.Reason)
        {
            return null;
        }

        return new LostSpan(
            left.First.Sequence <= right.First.Sequence ? left.First : right.First,
            Math.Max(left.Last, right.Last),
            Math.Min(left.FromWallMs, right.FromWallMs),
            Math.Max(left.ToWallMs, right.ToWallMs),
            left.Reason,
            [.. left.Series, .. right.Series]);
    }
}
