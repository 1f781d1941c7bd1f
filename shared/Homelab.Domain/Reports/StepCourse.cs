using Homelab.Domain.Shutdown;

namespace Homelab.Domain.Reports;

/// <summary>One step, planned against real; spans since the opening.</summary>
public sealed record StepCourse
{
    public required string Id { get; init; }

    public required string Node { get; init; }

    /// <summary>Such as <c>cloud on nas</c>, or the node.</summary>
    public string Name => ServiceStep.NameOf(Id, Node);

    public bool IsService => ServiceStep.IsId(Id);

    /// <summary>Which boot of the node was told, or went; empty where nobody knew.</summary>
    public string BootId { get; init; } = "";

    public StepPhase Phase { get; init; } = StepPhase.Pending;

    /// <summary>Null where no plan named it.</summary>
    public PlannedStop? Planned { get; init; }

    /// <summary>Ordered, or in observe mode advised.</summary>
    public TimeSpan? Ordered { get; init; }

    public TimeSpan? Taken { get; init; }

    /// <summary>When its stream ended after the order.</summary>
    public TimeSpan? Silent { get; init; }

    /// <summary>Seen off or presumed, as <see cref="Phase"/> says.</summary>
    public TimeSpan? Off { get; init; }

    public TimeSpan? Back { get; init; }

    /// <summary>What the last transition rests on.</summary>
    public string Evidence { get; init; } = "";

    /// <summary>It was taken for off, or told to go, and answered again.</summary>
    public int Reopened { get; init; }

    /// <summary>Beyond what was planned; null where it was in time or nobody can tell.</summary>
    public Lateness? Late { get; init; }

    /// <summary>
    /// The last sign of life, or for a service its end: nobody sees a machine go dark, which is after this and before it is seen off. Null where
    /// nobody can tell.
    /// </summary>
    public TimeSpan? End => Off is not { } off ? null : Silent is { } silent && silent < off ? silent : Phase == StepPhase.SeenOff ? off : null;

    /// <summary>For a node: at least.</summary>
    public TimeSpan? Took => IsService || Silent is not null ? End - (Taken ?? Ordered) : null;
}

/// <param name="Why">Without a full stop.</param>
public sealed record Lateness(TimeSpan By, string Why)
{
    /// <summary>What beats, polls and rounds take is nobody's lateness.</summary>
    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(3);

    /// <param name="restarts">When another process of the coordinator took over.</param>
    internal static Lateness? Of(StepCourse step, IReadOnlyDictionary<string, StepCourse> steps, IReadOnlyList<TimeSpan> restarts)
    {
        if (step.Planned is not { } planned || step.Ordered is not { } ordered || step.Phase == StepPhase.Advised || planned.IsAtWill)
        {
            return null;
        }

        var why = new List<string>();
        var begin = planned.LatestStart ?? planned.Start;
        var startedLate = ordered - begin > Allowed;
        if (startedLate)
        {
            why.Add($"it was told to stop {PlanWords.Span(ordered - begin)} after {(planned.LatestStart is null ? "its planned start" : "its latest start")}{Cause(step, planned, steps, restarts)}");
        }

        if (step.Taken - ordered > Allowed)
        {
            why.Add($"it took the order only {PlanWords.Span(step.Taken!.Value - ordered)} later");
        }

        if (step.Took is { } took && took > planned.Duration + Allowed)
        {
            why.Add($"it took {(step.IsService ? "" : "at least ")}{PlanWords.Span(took)} to stop, reckoned with {PlanWords.Span(planned.Duration)}");
        }

        var by = step.End is { } end ? end - planned.FinishBy : startedLate ? ordered - begin : TimeSpan.Zero;
        return by > Allowed ? new Lateness(by, why.Count > 0 ? string.Join(", and ", why) : "nothing that was seen tells why") : null;
    }

    private static string Cause(StepCourse step, PlannedStop planned, IReadOnlyDictionary<string, StepCourse> steps, IReadOnlyList<TimeSpan> restarts)
    {
        var begin = planned.LatestStart ?? planned.Start;
        if (restarts.Any(restart => restart > begin && restart <= step.Ordered))
        {
            return ", for the coordinator itself started again in between";
        }

        var last = planned.After.Select(steps.GetValueOrDefault).OfType<StepCourse>().Where(before => before.Off <= step.Ordered).MaxBy(before => before.Off);
        return last is not null && step.Ordered - last.Off <= Allowed ? $", for it waited until {last.Name} was off" : "";
    }
}
