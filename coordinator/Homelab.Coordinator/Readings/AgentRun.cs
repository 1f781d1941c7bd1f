using Homelab.Contracts.V1;

namespace Homelab.Coordinator.Readings;

/// <summary>One run of an agent, by boot id and incarnation: what has come of it, and what never will.</summary>
internal sealed class AgentRun
{
    private readonly HashSet<ulong> _pending = [];
    private readonly List<SequenceRange> _gone;

    private AgentRun(IncarnationState state)
    {
        (BootId, Incarnation, IsClosed, BootOffsetMs) = (state.BootId, state.Incarnation, state.Closed, state.BootOffsetMs);
        Received = new ReceivedRanges(state.Received);
        _gone = [.. state.Gone];
    }

    public string BootId { get; }

    public ulong Incarnation { get; }

    /// <summary>A later run said that nothing more will come; what does is acknowledged and passed over, it lies in a reported gap.</summary>
    public bool IsClosed { get; set; }

    /// <summary>Wall clock less CLOCK_BOOTTIME in milliseconds; zero where never seen.</summary>
    public long BootOffsetMs { get; set; }

    /// <summary>Wall times of the first and the last durable reading; zero where there is none.</summary>
    public long StartMs => Received.Ranges.Select(range => range.FirstWallMs).FirstOrDefault(wall => wall != 0);

    public long EndMs => Received.Ranges.Select(range => range.LastWallMs).LastOrDefault(wall => wall != 0);

    /// <summary>Nothing from before its first reading here is still to come.</summary>
    public bool HasItsBeginning => Received.Ranges is [var first, ..] && (first.First == 1 || IsToldLost(1, first.First - 1));

    /// <summary>Durable, and in the history.</summary>
    public ReceivedRanges Received { get; }

    public static AgentRun Begin(string bootId, ulong incarnation) => new(new IncarnationState { BootId = bootId, Incarnation = incarnation });

    public static AgentRun From(IncarnationState state) => new(state);

    public bool IsOf(string bootId, ulong incarnation) => Incarnation == incarnation && BootId == bootId;

    public bool IsPending(ulong sequence) => _pending.Contains(sequence);

    public void Await(ulong sequence) => _pending.Add(sequence);

    /// <summary>The flush with this number failed, or stands.</summary>
    public void Settle(ulong sequence) => _pending.Remove(sequence);

    public void Lose(ulong first, ulong last)
    {
        if (first == 0 || last < first)
        {
            return;
        }

        if (_gone.Find(range => first <= range.Last + 1 && range.First <= last + 1) is { } touching)
        {
            (touching.First, touching.Last) = (Math.Min(touching.First, first), Math.Max(touching.Last, last));
        }
        else if (_gone.Count < ReceivedRanges.MaximumRanges)
        {
            _gone.Add(new SequenceRange { First = first, Last = last });
        }
    }

    /// <summary>The agent has told of the loss of all numbers between the two, inclusive.</summary>
    public bool IsToldLost(ulong first, ulong last) => _gone.Exists(range => range.First <= first && last <= range.Last);

    public IncarnationState ToState()
    {
        var state = new IncarnationState { BootId = BootId, Incarnation = Incarnation, Closed = IsClosed, BootOffsetMs = BootOffsetMs };
        state.Received.AddRange(Received.Ranges.Select(range => range.Clone()));
        state.Gone.AddRange(_gone.Select(range => range.Clone()));
        return state;
    }
}
