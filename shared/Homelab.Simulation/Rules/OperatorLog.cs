using System.Collections.Immutable;
using Homelab.Domain;
using Homelab.Domain.Shutdown;
using Homelab.Simulation.Machines;

namespace Homelab.Simulation.Rules;

/// <summary>
/// What an operator truly said, and what of it stands (P30): a shutdown from the word to its cancellation or its end, a hold, and who is to stay off
/// until somebody starts it. A word to take back that comes after the commit changes nothing.
/// </summary>
internal sealed class OperatorLog(SimulatedLab lab)
{
    private readonly List<Wish> _wishes = [];
    private readonly Dictionary<string, Moment> _orderedAt = [];
    private readonly Dictionary<string, HashSet<string>> _openAt = [];
    private readonly Dictionary<string, int> _off = [];
    private bool _isCommitted;

    /// <summary>Nodes whose shutdown is asked for, not taken back and not over.</summary>
    public IEnumerable<string> Open => _wishes.Where(wish => wish.Until is null).Select(wish => wish.Node);

    public bool IsHeld { get; private set; }

    /// <summary>Somebody went for it.</summary>
    public bool HasStopped { get; private set; }

    public Moment LastWord { get; private set; } = Moment.Zero;

    /// <summary>It stays off until somebody starts it.</summary>
    public bool KeepsOff(string node) => _off.ContainsKey(node);

    /// <summary>The order was given for what an operator asked of this node.</summary>
    public bool IsCauseOf(string node, StopCause cause) =>
        cause.IsOrder && _orderedAt.TryGetValue(cause.OrderId, out var ordered) && _wishes.Any(wish => wish.Node == node && wish.From <= ordered && !(wish.Until < ordered));

    /// <summary>Its shutdown was asked for when the order was given, or is now where it is none.</summary>
    public bool IsInScope(string node, StopCause cause) => cause.IsOrder && _openAt.TryGetValue(cause.OrderId, out var open) ? open.Contains(node) : Open.Contains(node);

    /// <summary>Its shutdown is wanted, and the lease is what that leaves it with: the latest start, which binds in a hold and without a word too.</summary>
    public bool IsWished(string node, StopCause cause) => cause is { IsOrder: false, IsForeign: false } && Open.Contains(node);

    /// <summary>A shutdown that stands takes down who came up meanwhile, and who was to start before it was over: that is refused until it is.</summary>
    public void StopBegan(string node, StopCause cause)
    {
        if (IsCauseOf(node, cause))
        {
            HasStopped = true;
            _off[node] = lab.Machines[node].Boots;
        }
    }

    public void Asked(OutageInput.OperatorAsked asked)
    {
        LastWord = lab.Clock.Now;
        switch (asked.Wish)
        {
            case OperatorWish.ShutDown:
                Ask(asked.Nodes);
                break;
            case OperatorWish.Cancel when !_isCommitted:
                End(_ => true);
                _off.Clear();
                break;
            case OperatorWish.Start:
                foreach (var node in asked.Nodes.Where(node => !lab.Machines[node].IsOn || !Open.Contains(node)).ToList())
                {
                    _off.Remove(node);
                }

                break;
            case OperatorWish.Hold:
                IsHeld = true;
                break;
            case OperatorWish.Release:
                IsHeld = false;
                break;
        }
    }

    public void Journalled(JournalEntry entry)
    {
        switch (entry.Transition)
        {
            case SequenceTransition.StepOrdered:
                _orderedAt.TryAdd(entry.OrderId, lab.Clock.Now);
                _openAt.TryAdd(entry.OrderId, [.. Open]);
                break;
            case SequenceTransition.FeedCommitted:
                _isCommitted |= entry.Feeds.Any(feed => Open.Any(node => feed.EndsWith($":{node}", StringComparison.Ordinal)));
                break;
            case SequenceTransition.CauseGone when entry is { Cause: Cause.Operator, Nodes.IsEmpty: false }:
                End(entry.Nodes.Contains);
                break;
            case SequenceTransition.OutageEnded:
                End(_ => true);
                IsHeld = false;
                break;
        }
    }

    /// <summary>Who started by itself, with its power or by a hand, is on again; but not while its shutdown is still wanted.</summary>
    public void Sampled()
    {
        foreach (var (node, boots) in _off.Where(off => !Open.Contains(off.Key)).ToList())
        {
            if (lab.Machines[node] is { IsRunning: true } machine && machine.Boots > boots && lab.Coordinator.HasMet(machine))
            {
                _off.Remove(node);
            }
        }
    }

    private void Ask(ImmutableArray<string> nodes)
    {
        foreach (var node in nodes)
        {
            _wishes.Add(new Wish(node, lab.Clock.Now));
            _off[node] = lab.Machines[node].Boots;
        }
    }

    private void End(Func<string, bool> isOver)
    {
        _isCommitted = false;
        foreach (var wish in _wishes.Where(wish => isOver(wish.Node)))
        {
            wish.Until ??= lab.Clock.Now;
        }
    }

    private sealed record Wish(string Node, Moment From)
    {
        public Moment? Until { get; set; }
    }
}
