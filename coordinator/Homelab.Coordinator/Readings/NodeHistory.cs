using Homelab.Contracts.V1;
using Series = Homelab.Domain.Readings.Series;

namespace Homelab.Coordinator.Readings;

/// <summary>Readings of one node in one hour that are durable in flush documents and not yet folded into a chunk.</summary>
internal sealed class HourAdditions
{
    private const long JoinMs = 120_000;

    public Dictionary<Series, PackedColumn> Columns { get; } = [];

    public List<WallSpan> Estimated { get; } = [];

    public void Add(IntakeRound round)
    {
        for (var i = 0; i < round.Series.Length; i++)
        {
            if (!Columns.TryGetValue(round.Series[i], out var column))
            {
                Columns.Add(round.Series[i], column = new PackedColumn());
            }

            column.Add(round.WallMs, round.Values[i]);
        }

        if (round.IsEstimated)
        {
            if (Estimated is [.., var last] && round.WallMs - last.ToWallMs is >= 0 and < JoinMs)
            {
                last.ToWallMs = round.WallMs;
            }
            else
            {
                Estimated.Add(new WallSpan { FromWallMs = round.WallMs, ToWallMs = round.WallMs });
            }
        }
    }

    public void AddTo(ChunkContent content, Predicate<Series>? wanted = null)
    {
        content.Estimated.AddRange(Estimated);
        foreach (var (series, column) in Columns)
        {
            if (wanted is null || wanted(series))
            {
                content.Column(series).AddRange(PackedColumn.Read(column.Bytes));
            }
        }
    }
}

/// <summary>What the history holds of one node in memory: what is not folded yet, and the small things in whole.</summary>
internal sealed class NodeHistory(string node, uint number, ReadingsSettings settings)
{
    private const int MaximumRuns = 256;

    public string Node { get; } = node;

    public uint Number { get; } = number;

    /// <summary>Flush documents up to this one are in the node's document and chunks.</summary>
    public long ThroughFlush { get; set; }

    public bool IsChanged { get; set; }

    public List<IncarnationState> Runs { get; } = [];

    public List<StoredGap> Gaps { get; } = [];

    public List<AgentEvent> Events { get; } = [];

    /// <summary>Bytes of the parts of each chunk on disk, by tier and period.</summary>
    public Dictionary<(bool Averages, long Period), int[]> Chunks { get; } = [];

    public Dictionary<long, HourAdditions> Additions { get; } = [];

    public void Add(NodeFlush flush)
    {
        foreach (var round in FlushPacking.Rounds(flush))
        {
            var hour = round.WallMs / HistoryChunks.HourMs;
            if (!Additions.TryGetValue(hour, out var additions))
            {
                Additions.Add(hour, additions = new HourAdditions());
            }

            additions.Add(round);
        }

        foreach (var run in flush.Incarnations)
        {
            var at = Runs.FindIndex(known => known.Incarnation == run.Incarnation && known.BootId == run.BootId);
            if (at >= 0)
            {
                Runs[at] = run;
            }
            else
            {
                Runs.Add(run);
            }
        }

        Gaps.AddRange(flush.Gaps);
        Events.AddRange(flush.Events);
        Bound();
        IsChanged = true;
    }

    public NodeState ToState(long throughFlush)
    {
        var state = new NodeState { Node = Node, Number = Number, ThroughFlush = throughFlush };
        state.Incarnations.AddRange(Runs);
        state.Gaps.AddRange(Gaps);
        state.Events.AddRange(Events);
        foreach (var ((averages, period), parts) in Chunks)
        {
            var entry = new ChunkEntry { Averages = averages, Period = period };
            entry.PartBytes.AddRange(parts);
            state.Chunks.Add(entry);
        }

        return state;
    }

    public static NodeHistory From(NodeState state, ReadingsSettings settings)
    {
        var history = new NodeHistory(state.Node, state.Number, settings) { ThroughFlush = state.ThroughFlush };
        history.Runs.AddRange(state.Incarnations);
        history.Gaps.AddRange(state.Gaps);
        history.Events.AddRange(state.Events);
        foreach (var chunk in state.Chunks)
        {
            history.Chunks[(chunk.Averages, chunk.Period)] = [.. chunk.PartBytes];
        }

        return history;
    }

    private void Bound()
    {
        Events.RemoveRange(0, Math.Max(0, Events.Count - settings.MaximumEventsPerNode));
        Runs.RemoveRange(0, Math.Max(0, Runs.Count - MaximumRuns));
        while (Gaps.Count > settings.MaximumGapsPerNode)
        {
            // Never forgotten, only coarser: the two eldest become one of all series.
            Gaps[1] = new StoredGap
            {
                FromWallMs = Math.Min(Gaps[0].FromWallMs, Gaps[1].FromWallMs),
                ToWallMs = Math.Max(Gaps[0].ToWallMs, Gaps[1].ToWallMs),
                Reason = "Several gaps, joined.",
            };
            Gaps.RemoveAt(0);
        }
    }
}
