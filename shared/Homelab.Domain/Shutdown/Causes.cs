using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>Which causes keep an outage going, by what is seen; what an operator asked for goes only when it is taken back.</summary>
internal static class Causes
{
    public static IEnumerable<Cause> Of(IEnumerable<FeedAssessment> lost) => lost.Select(Of).Distinct();

    public static void Into(SequenceRound round, IReadOnlyCollection<FeedAssessment> lost)
    {
        var seen = Of(lost).ToHashSet();
        // What an operator or a drill gave up joined with the wish.
        foreach (var comes in seen.Where(cause => cause != Cause.Operator && !round.State.Causes.Contains(cause) && Joins(round.State, cause)))
        {
            round.Add(SequenceTransition.CauseJoined, $"{Words(comes)} joins {string.Join(" and ", round.State.Causes.Select(Words))}", entry => entry with { Cause = comes });
            if (round.State.Causes.Contains(Cause.Drill))
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
        Cause.Restart => "a restart",
        _ => "a drill",
    };

    /// <summary>Nothing that only waits or is refused joins; and whatever replaces takes the place of all that runs.</summary>
    private static bool Joins(OutageState state, Cause comes) =>
        state.Causes.All(running => Takeover.Judge(running, comes) is TakeoverVerdict.Merge or TakeoverVerdict.Replace);

    private static Cause Of(FeedAssessment feed) => feed switch
    {
        { IsGivenUp: false } => Cause.Outage,
        _ when feed.Fired.Any(fired => fired is { ActsOnLine: true, Name: not FiredTrigger.Operator }) => Cause.Heat,
        _ => Cause.Operator,
    };
}
