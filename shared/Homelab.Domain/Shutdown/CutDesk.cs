using System.Collections.Immutable;

namespace Homelab.Domain.Shutdown;

/// <summary>Tells the UPSes what the journal says, once in a process: who resumes tells it again, for nobody knows whether it was told.</summary>
internal sealed class CutDesk
{
    private readonly HashSet<(string Feed, CutPhase Phase, Moment At)> _told = [];
    private readonly Dictionary<string, CutAnswer> _answers = [];
    private string _outage = "";

    public IReadOnlyDictionary<string, CutAnswer> Answers => _answers;

    /// <summary>Feeds that this process told to cut.</summary>
    public IReadOnlySet<string> Told => _told.Count == 0 ? ImmutableHashSet<string>.Empty : _told.Where(told => told.Phase == CutPhase.Ordered).Select(told => told.Feed).ToHashSet();

    public void Take(OutageInput.CutAnswered answered)
    {
        // A word on what another process asked is as good: the UPS is the same.
        _answers[answered.Feed] = answered.Answer;
    }

    public IEnumerable<OutageEffect> Due(OutageState state)
    {
        if (state.OutageId != _outage)
        {
            _outage = state.OutageId;
            _told.Clear();
            _answers.Clear();
        }

        foreach (var (feed, cut) in state.Cuts)
        {
            OutageEffect? effect = cut.Phase switch
            {
                CutPhase.Announced => new OutageEffect.SetForcedShutdown(feed),
                CutPhase.Ordered => new OutageEffect.CutFeed(feed, cut.Delay),
                CutPhase.Aborted when cut.WasOrdered => new OutageEffect.StopCut(feed),
                _ => null,
            };
            if (effect is not null && _told.Add((feed, cut.Phase, cut.At)))
            {
                yield return effect;
            }
        }
    }
}
