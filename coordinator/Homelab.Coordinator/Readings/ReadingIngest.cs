using System.Collections.Concurrent;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Fleet;
using Homelab.Domain;
using Homelab.Store;
using Microsoft.Extensions.Logging;

namespace Homelab.Coordinator.Readings;

/// <summary>
/// Takes readings, events and gaps from uplinks, each once by (node, boot id, incarnation, sequence), and acknowledges them when they
/// are durable. What came is remembered in the same commit as the readings themselves.
/// </summary>
public sealed class ReadingIngest : IUplinkListener
{
    private const int MaximumFlushBytes = 4 << 20;

    private readonly ConcurrentDictionary<string, NodeIntake> _nodes = new(StringComparer.Ordinal);
    private readonly ReadingsSettings _settings;
    private readonly ReadingHistory _history;
    private readonly LatestReadings _latest;
    private readonly IngestCounters _counters;
    private readonly IAgentLink _link;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;

    internal ReadingIngest(
        ReadingsSettings settings, ReadingHistory history, LatestReadings latest, IngestCounters counters, IAgentLink link, TimeProvider clock, ILogger<ReadingIngest> logger) =>
        (_settings, _history, _latest, _counters, _link, _clock, _logger) = (settings, history, latest, counters, link, clock, logger);

    /// <summary>Raised once for each event, after it is durable: node and event. On the flush's thread.</summary>
    public event Action<string, AgentEvent>? EventKept;

    public void Connected(string node, Hello hello, Moment now) => Of(node).Connected(hello, WallMs());

    public void Received(string node, AgentFrame frame, Moment now)
    {
        var intake = Of(node);
        switch (frame.BodyCase)
        {
            case AgentFrame.BodyOneofCase.Beat:
                intake.Beat(frame.Beat, WallMs());
                break;
            case AgentFrame.BodyOneofCase.Series:
                intake.Describe(frame.Series);
                break;
            case AgentFrame.BodyOneofCase.None:
                break;
            default:
                // Before the history is open nothing can be told from a repetition: the agent sends it again.
                if (frame.Key is not null && _history.IsOpen)
                {
                    intake.Take(frame, now, WallMs());
                }

                break;
        }
    }

    public void Disconnected(string node, string reason, Moment now)
    {
    }

    /// <summary>Opens the history and takes what it knows of earlier runs.</summary>
    /// <exception cref="StoreException">It is newer than this program, or cannot be opened now.</exception>
    /// <exception cref="StoreInUseException">Another coordinator holds it.</exception>
    internal void Open()
    {
        foreach (var (node, runs) in _history.Open())
        {
            Of(node).Restore(runs);
        }
    }

    /// <summary>Makes durable what has come, acknowledges it, and tells of events. A full disk is said, and all is kept for the next time.</summary>
    internal void Flush()
    {
        foreach (var group in Batches())
        {
            var isDurable = TryWrite(group);
            foreach (var batch in group)
            {
                if (!isDurable)
                {
                    Of(batch.Node).Return(batch);
                    continue;
                }

                Of(batch.Node).Confirm(batch);
                _counters.CountFrames(batch.Frames.Count, batch.Frames.Sum(frame => (long)(frame.Round?.Values.Length ?? 0)));
                Tell(batch);
            }
        }

        foreach (var (node, intake) in _nodes)
        {
            foreach (var ack in intake.TakeAcks())
            {
                // Lost where the node is gone: it sends the frames again, and they are acknowledged as repeated.
                _link.TrySend(node, new CoordinatorFrame { Ack = ack });
            }
        }
    }

    private NodeIntake Of(string node) => _nodes.GetOrAdd(node, name => new NodeIntake(name, _settings, _latest, _counters));

    private long WallMs() => _clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>One document a flush, but never one that LiteDB could not hold.</summary>
    private IEnumerable<List<NodeBatch>> Batches()
    {
        var group = new List<NodeBatch>();
        foreach (var intake in _nodes.Values)
        {
            var batch = intake.TakePending();
            if (!batch.IsEmpty)
            {
                group.Add(batch);
            }

            if (group.Sum(part => part.Bytes) > MaximumFlushBytes)
            {
                yield return group;
                group = [];
            }
        }

        if (group.Count > 0)
        {
            yield return group;
        }
    }

    private bool TryWrite(List<NodeBatch> group)
    {
        try
        {
            _history.Write(FlushPacking.Pack(group));
            return true;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            _logger.LogError("Readings are not acknowledged for now: {Problem}", error.Message);
            return false;
        }
    }

    private void Tell(NodeBatch batch)
    {
        foreach (var frame in batch.Frames)
        {
            if (frame.Event is { } said)
            {
                EventKept?.Invoke(batch.Node, said);
            }
        }
    }
}
