using Grpc.Core;
using Grpc.Net.Client;
using Homelab.Contracts.V1;
using Homelab.TestKit.Labs;
using Homelab.TestKit.Waiting;

namespace Homelab.System.Tests.Readings;

/// <summary>A span of wall time, in milliseconds.</summary>
internal sealed record Span(long FromMs, long ToMs);

/// <summary>A round of collection: when, in milliseconds of wall time, and the how manyth since its agent started.</summary>
internal sealed record Round(long WallMs, double Count);

/// <summary>The rounds that one node's agent counts, as the coordinator's API gives them, and the question whether any of them is missing without a word.</summary>
internal sealed class HistoryOfRounds(LabUnderTest lab, string node) : IDisposable
{
    private const string Metric = "homelab_agent_rounds_total";

    /// <summary>Rounds are made each second; where two lie further apart the agent was not there, or was held up: what it made is told by its count.</summary>
    private const long HoleMs = 2_500;

    private const long HourMs = 3_600_000;

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(lab.Uplink);

    public static long NowMs => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Waits until a reading of this moment or later has arrived.</summary>
    public Task UntilAsync(long wallMs) => Until.TrueAsync(
        async () => (await ReadAsync())?.WallMs is { Count: > 0 } times && times[^1] >= wallMs, Bound, $"a reading of {node} that was taken later");

    public async Task<HistorySeries?> ReadAsync()
    {
        try
        {
            var history = await new LabApi.LabApiClient(_channel).GetHistoryAsync(new GetHistoryRequest { Node = node, Metric = Metric, FromWallMs = NowMs - HourMs, ToWallMs = NowMs + HourMs });
            return history.Series.SingleOrDefault();
        }
        catch (RpcException failure) when (failure.StatusCode is StatusCode.Unavailable or StatusCode.Internal)
        {
            // The coordinator is not there now.
            return null;
        }
    }

    /// <summary>Every reading arrives once, or a reported gap or the agent's own absence covers its time. What waited comes after what is new.</summary>
    public async Task<HistorySeries> MustBecomeCompleteAsync(long fromMs, long toMs, params Span[] agentAbsent)
    {
        var series = new HistorySeries();
        var missing = "";
        try
        {
            await Until.TrueAsync(
                async () => await ReadAsync() is { } read && (missing = Missing(series = read, fromMs, toMs, agentAbsent)) == "", TimeSpan.FromSeconds(30), "every reading");
        }
        catch (TimeoutException)
        {
            Assert.Fail(missing);
        }

        Assert.Equal(series.WallMs.Distinct().Order(), series.WallMs);
        return series;
    }

    /// <summary>A gap covers all from the one time to the other, both in milliseconds.</summary>
    public async Task MustHaveGapAsync(long fromMs, long toMs)
    {
        IReadOnlyList<HistoryGap> gaps = [];
        try
        {
            await Until.TrueAsync(
                async () => (gaps = (await ReadAsync())?.Gaps ?? gaps).Any(gap => gap.FromWallMs <= fromMs && gap.ToWallMs >= toMs), Bound, "the gap");
        }
        catch (TimeoutException)
        {
            Assert.Fail($"no gap of {node} covers {fromMs}..{toMs} ms; gaps: {string.Join(", ", gaps.Select(gap => $"{gap.FromWallMs}..{gap.ToWallMs} {gap.Reason}"))}");
        }
    }

    private string Missing(HistorySeries series, long fromMs, long toMs, Span[] agentAbsent)
    {
        Span[] excused = [.. series.Gaps.Select(gap => new Span(gap.FromWallMs, gap.ToWallMs)), .. agentAbsent];
        var rounds = series.WallMs.Zip(series.Values, (time, count) => new Round(time, count)).Where(round => round.WallMs >= fromMs && round.WallMs < toMs).ToList();
        var pairs = rounds.Zip(rounds.Skip(1)).Select(pair => (Before: pair.First.WallMs, After: pair.Second.WallMs, IsHole: pair.Second.Count != pair.First.Count + 1));
        foreach (var (before, after, isHole) in pairs.Prepend((fromMs, rounds.FirstOrDefault()?.WallMs ?? toMs, false)).Append((rounds.LastOrDefault()?.WallMs ?? fromMs, toMs, false)))
        {
            if ((isHole || after - before > HoleMs) && !IsExcused(before, after, excused))
            {
                return $"nothing of {node} between {before} and {after} ms ({after - before} ms), and no gap says why; gaps and absences: "
                    + string.Join(", ", excused.Select(span => $"{span.FromMs}..{span.ToMs}"))
                    + $"; rounds after the first: {string.Join(" ", rounds.Select(round => $"{round.WallMs - rounds[0].WallMs}:{round.Count}"))}";
            }
        }

        return "";
    }

    public void Dispose() => _channel.Dispose();

    /// <summary>Walks over the hole from excuse to excuse; what lies between two must be shorter than a hole.</summary>
    private static bool IsExcused(long from, long to, Span[] excused)
    {
        var reached = from;
        foreach (var span in excused.OrderBy(span => span.FromMs))
        {
            if (span.FromMs - reached <= HoleMs && span.ToMs > reached)
            {
                reached = span.ToMs;
            }
        }

        return to - reached <= HoleMs;
    }
}
