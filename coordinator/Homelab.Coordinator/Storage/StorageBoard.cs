using System.Collections.Immutable;
using Homelab.Contracts.Storage;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Events;
using Homelab.Coordinator.Fleet;
using Homelab.Domain;
using Homelab.Domain.Storage;

namespace Homelab.Coordinator.Storage;

/// <summary>What is held of the disks and cards of every node, and what was told of them when it changed.</summary>
public sealed class StorageBoard : IUplinkListener
{
    private readonly Lock _gate = new();
    private readonly StorageFile _file;
    private readonly IEventFeed _events;
    private readonly TimeProvider _clock;
    private readonly Dictionary<string, (string BootId, ulong Incarnation)> _runs = new(StringComparer.Ordinal);
    private ImmutableSortedDictionary<string, NodeStorage> _nodes;
    private ImmutableSortedDictionary<string, NodeStorage> _kept;

    internal StorageBoard(StorageFile file, IEventFeed events, TimeProvider clock)
    {
        (_file, _events, _clock) = (file, events, clock);
        _kept = _nodes = file.Load();
    }

    /// <summary>The devices that the node was last seen with.</summary>
    public IReadOnlyList<DeviceState> Of(string node) => [.. (Volatile.Read(ref _nodes).GetValueOrDefault(node) ?? NodeStorage.Empty).Present];

    public ImmutableArray<StorageAssessment> Assess(string node) => [.. Of(node).Select(device => StorageAssessor.Assess(device, _clock.GetUtcNow()))];

    public void Connected(string node, Hello hello, Moment now)
    {
        lock (_gate)
        {
            _runs[node] = (hello.BootId, hello.Incarnation);
        }
    }

    public void Received(string node, AgentFrame frame, Moment now)
    {
        if (frame.Storage is not { } report || frame.Key is not { } key)
        {
            return;
        }

        lock (_gate)
        {
            // What an outbox replays of an earlier run says nothing of now, and its counters are older than those that were taken.
            if (_runs.GetValueOrDefault(node) == (key.BootId, key.Incarnation))
            {
                Take(node, report, key.BootId);
            }
        }
    }

    public void Disconnected(string node, string reason, Moment now)
    {
    }

    /// <summary>Writes what is held, where it changed since it was last written.</summary>
    internal void Keep()
    {
        var nodes = Volatile.Read(ref _nodes);
        if (!ReferenceEquals(nodes, _kept) && _file.TryKeep(nodes))
        {
            _kept = nodes;
        }
    }

    private void Take(string node, StorageReport report, string bootId)
    {
        var now = _clock.GetUtcNow();
        var held = _nodes.GetValueOrDefault(node) ?? NodeStorage.Empty;
        var (next, replaced) = held.Take(StorageMessage.Read(report), bootId, now);
        foreach (var change in replaced)
        {
            _events.Add(5, "StorageReplaced", node, $"{node} has another device in {change.Now.Last.Name}: {change.Now.Key} stands where {change.Before.Key} stood. Its history begins anew.");
        }

        foreach (var device in next.Present)
        {
            var before = held.Devices.FirstOrDefault(known => known.Key == device.Key);
            Tell(node, before is null ? null : StorageAssessor.Assess(before, now), StorageAssessor.Assess(device, now));
        }

        Volatile.Write(ref _nodes, _nodes.SetItem(node, next));
    }

    /// <summary>What is first seen is news only where it is bad.</summary>
    private void Tell(string node, StorageAssessment? before, StorageAssessment found)
    {
        if (before?.Verdict == found.Verdict || (before is null && found.Verdict <= StorageVerdict.Ok))
        {
            return;
        }

        var why = found.Evidence.IsEmpty ? "nothing is read of it" : found.Evidence[0].Sentence;
        var was = before is null ? "" : $" (was {StorageWords.Name(before.Verdict)})";
        var priority = found.NeedsReplacing ? 3 : found.Verdict == StorageVerdict.Aging ? 4 : 5;
        _events.Add(priority, "StorageState", node, $"Storage {found.Device} of {node} is {StorageWords.Name(found.Verdict)}{was}: {why}.");
    }
}
