using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>Which causes keep an outage going, by what is seen; what an operator asked for goes only when it is taken back.</summary>
internal static class Causes
{
    public static IEnumerable<Cause> Of(IEnumerable<FeedAssessment> lost) => lost.SelectMany(Of).Distinct();

    public static void Into(SequenceRound round, IReadOnlyCollection<FeedAssessment> lost)
    {
        var seen = Of(lost).ToHashSet();
        // What an operator or a drill gave up joined with the wish.
        foreach (var comes in seen.Where(cause => cause != Cause.Operator && !round.State.Causes.Contains(cause)))
        {
            round.Add(SequenceTransition.CauseJoined, $"{Words(comes)} joins {string.Join(" and ", round.State.Causes.Select(Words))}", entry => entry with { Cause = comes });
            if (AreReplaced(round.State))
            {
                DrillAdvance.BreakOff(round, $"for {Words(comes)}");
            }
        }

        // Gone is heat that is over beside mains that are away; the mains themselves have an end of their own.
        if (round.State.Causes.Contains(Cause.Heat) && !seen.Contains(Cause.Heat) && round.State.Causes.Count > 1)
        {
            round.Add(SequenceTransition.CauseGone, "it is no longer too hot", entry => entry with { Cause = Cause.Heat });
        }
    }

    public static string Words(Cause cause) => cause switch
    {
        Cause.Outage => "the loss of the mains",
        Cause.Heat => "heat",
        Cause.Operator => "an operator's shutdown",
        _ => "a drill",
    };

    /// <summary>What runs ends for whatever comes.</summary>
    public static bool AreReplaced(OutageState state) => state.Causes.Any(running => Takeover.Judge(running) == TakeoverVerdict.Replace);

    /// <summary>A feed that is on battery may be too hot as well: heat neither hides behind the mains nor ends with their loss.</summary>
    private static IEnumerable<Cause> Of(FeedAssessment feed)
    {
        var isHot = feed.Fired.Any(fired => fired is { ActsOnLine: true, Name: not FiredTrigger.Operator });
        if (!feed.IsGivenUp)
        {
            yield return Cause.Outage;
        }

        if (isHot)
        {
            yield return Cause.Heat;
        }
        else if (feed.IsGivenUp)
        {
            yield return Cause.Operator;
        }
    }
}
