using Homelab.Contracts.V1;

namespace Homelab.Coordinator.Readings;

/// <summary>Frames that are to be acknowledged: because they became durable, or because they came again.</summary>
internal sealed class DueAcks
{
    private readonly List<(AgentRun Run, ulong Sequence)> _due = [];

    public void Add(AgentRun run, ulong sequence) => _due.Add((run, sequence));

    public List<Ack> Take()
    {
        var acks = _due.GroupBy(entry => entry.Run).Select(run => Of(run.Key, run.Select(entry => entry.Sequence).Order())).ToList();
        _due.Clear();
        return acks;
    }

    private static Ack Of(AgentRun run, IEnumerable<ulong> sequences)
    {
        var ack = new Ack { BootId = run.BootId, Incarnation = run.Incarnation };
        foreach (var sequence in sequences)
        {
            if (ack.Ranges.Count > 0 && ack.Ranges[^1].Last + 1 >= sequence)
            {
                ack.Ranges[^1].Last = sequence;
            }
            else
            {
                ack.Ranges.Add(new SequenceRange { First = sequence, Last = sequence });
            }
        }

        return ack;
    }
}
