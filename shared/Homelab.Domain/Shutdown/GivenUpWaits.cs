namespace Homelab.Domain.Shutdown;

/// <summary>
/// Orders that a plan gave up because the time does not suffice: while there is time, what is needed waits for these too (I2). At its latest start it goes.
/// </summary>
internal static class GivenUpWaits
{
    /// <returns>Whoever needs <paramref name="step"/> beyond its <see cref="StopStep.After"/>.</returns>
    public static IEnumerable<string> All(StopPlan plan, StopStep step) => From(plan, step).Select(other => other.Id);

    /// <returns>Those of them that can be waited for: they do not wait for it.</returns>
    public static IEnumerable<string> Of(StopPlan plan, StopStep step) =>
        From(plan, step).Where(other => !WaitsFor(plan, other, step.Id)).Select(other => other.Id);

    private static IEnumerable<StopStep> From(StopPlan plan, StopStep step) =>
        plan.Dropped.Where(edge => edge.To == step.Node).Select(edge => plan.StepOf(edge.From)).OfType<StopStep>();

    /// <summary>Where that one waits for this one, by whatever way, nobody would begin: the order was given up to break a circle.</summary>
    private static bool WaitsFor(StopPlan plan, StopStep first, string sought)
    {
        var (next, seen) = (new Stack<StopStep>([first]), new HashSet<string> { first.Id });
        while (next.TryPop(out var step))
        {
            foreach (var before in From(plan, step).Concat(plan.Steps.Where(other => step.After.Contains(other.Id))).Where(before => seen.Add(before.Id)))
            {
                if (before.Id == sought)
                {
                    return true;
                }

                next.Push(before);
            }
        }

        return false;
    }
}
