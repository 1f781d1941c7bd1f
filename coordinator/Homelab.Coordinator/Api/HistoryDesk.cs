using System.Globalization;
using Homelab.Store;

namespace Homelab.Coordinator.Api;

/// <summary>Answers questions about the past, for REST and gRPC alike.</summary>
public sealed class HistoryDesk(ILabInForce lab, Readings.ReadingHistory history, TimeProvider clock)
{
    private static readonly TimeSpan Usual = TimeSpan.FromHours(1);

    /// <param name="from">Milliseconds since 1970 UTC or a time such as 2026-03-01T12:00:00Z; an hour before <paramref name="to"/> where absent.</param>
    /// <param name="to">As <paramref name="from"/>; now where absent.</param>
    public Answer<Contracts.V1.History> Read(string node, string metric, IReadOnlyDictionary<string, string> labels, string? from, string? to)
    {
        if (!TryTime(to, clock.GetUtcNow().ToUnixTimeMilliseconds(), out var toMs) || !TryTime(from, toMs - (long)Usual.TotalMilliseconds, out var fromMs))
        {
            return ApiProblem.BadRequest("\"from\" and \"to\" are milliseconds since 1970 UTC, or times such as 2026-03-01T12:00:00Z.");
        }

        return Read(node, metric, labels, fromMs, toMs);
    }

    public Answer<Contracts.V1.History> Read(string node, string metric, IReadOnlyDictionary<string, string> labels, long fromMs, long toMs)
    {
        if (node.Length == 0)
        {
            return ApiProblem.BadRequest("\"node\" is missing: the name of a node of the lab.");
        }

        if (lab.Current.Node(node) is null)
        {
            return UnknownName.Node(node, lab.Current);
        }

        if (metric.Length == 0)
        {
            return ApiProblem.BadRequest("\"metric\" is missing: the name of a metric, such as node_load1.");
        }

        if (fromMs < 0 || fromMs > toMs || toMs - fromMs > RestLimits.LongestHistory.TotalMilliseconds)
        {
            return ApiProblem.BadRequest($"\"from\" must come before \"to\", by {RestLimits.LongestHistory.TotalDays:0} days at most.");
        }

        try
        {
            var answer = new Contracts.V1.History();
            answer.Series.AddRange(history.Query(node, metric, labels, fromMs, toMs).Select(series => series.ToWire()));
            return answer;
        }
        catch (StoreException failure)
        {
            return ApiProblem.NotNow($"The history could not be read just now; ask again. {failure.Message}");
        }
    }

    private static bool TryTime(string? text, long otherwise, out long wallMs)
    {
        wallMs = otherwise;
        if (string.IsNullOrEmpty(text) || long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out wallMs))
        {
            return wallMs is >= 0 and <= 253_402_300_799_999;
        }

        var isTime = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time);
        wallMs = isTime ? time.ToUnixTimeMilliseconds() : 0;
        return isTime && wallMs >= 0;
    }
}
