using Homelab.Contracts.V1;
using Homelab.Domain.Readings;
using Series = Homelab.Domain.Readings.Series;

namespace Homelab.Coordinator.Readings;

/// <summary>A collection round at the wall time that it is kept under.</summary>
internal sealed record IntakeRound(long WallMs, bool IsEstimated, bool IsAveraged, Series[] Series, double[] Values);

/// <summary>A frame on its way to the disk.</summary>
/// <param name="WallMs">Time of the reading or event; zero where it has none.</param>
internal sealed record IntakeFrame(
    AgentRun Run, ulong Sequence, long WallMs, int Bytes, IntakeRound? Round = null, StoredGap? Gap = null, AgentEvent? Event = null);

/// <summary>What of one node becomes durable in one flush.</summary>
/// <param name="Gaps">Concluded by the coordinator; those that the agent reported are in their frames.</param>
internal sealed record NodeBatch(string Node, List<IntakeFrame> Frames, List<StoredGap> Gaps, List<AgentRun> Closed)
{
    public bool IsEmpty => Frames.Count == 0 && Closed.Count == 0;

    public int Bytes => Frames.Sum(frame => frame.Bytes);

    /// <summary>The runs that this flush changes, as they are after it.</summary>
    public IEnumerable<IncarnationState> RunsAfter()
    {
        foreach (var run in Frames.Select(frame => frame.Run).Concat(Closed).Distinct())
        {
            var after = AgentRun.From(run.ToState());
            foreach (var frame in Frames.Where(frame => frame.Run == run))
            {
                after.Received.Add(frame.Sequence, frame.WallMs);
            }

            yield return after.ToState();
        }
    }
}
