using Homelab.Contracts.V1;

namespace Homelab.Coordinator.Readings;

/// <summary>
/// What a run left missing, once a later run has said that its outbox holds nothing of it any more: the numbers between those that
/// came, unless the agent told of their loss itself, and the time from its last reading to the first of the next run. The agent
/// cannot know what it lost in a kill -9 (at most its flush interval), so the coordinator says it. These gaps are of all series.
/// </summary>
internal static class RunClosing
{
    public const string Hole = "Readings of the agent did not arrive, and it holds them no more.";
    public const string Tail = "The agent ended or its host did; readings that it had not sent or written are lost, and none were taken until it ran again.";

    /// <param name="nextStartMs">Wall time of the first reading after this run.</param>
    public static IEnumerable<StoredGap> Gaps(AgentRun run, long nextStartMs)
    {
        var ranges = run.Received.Ranges;
        for (var i = 0; i < ranges.Count; i++)
        {
            var first = i == 0 ? 1 : ranges[i - 1].Last + 1;
            if (first < ranges[i].First && !run.IsToldLost(first, ranges[i].First - 1))
            {
                var to = FirstKnown(ranges.Skip(i).Select(range => range.FirstWallMs), nextStartMs);
                var from = FirstKnown(ranges.Take(i).Reverse().Select(range => range.LastWallMs), to);
                yield return Gap(from, to, Hole);
            }
        }

        yield return Gap(run.EndMs, nextStartMs, Tail);
    }

    private static long FirstKnown(IEnumerable<long> walls, long otherwise) => walls.Where(wall => wall != 0).DefaultIfEmpty(otherwise).First();

    private static StoredGap Gap(long from, long to, string reason) =>
        new() { FromWallMs = Math.Min(from, to), ToWallMs = Math.Max(from, to), Reason = reason };
}
