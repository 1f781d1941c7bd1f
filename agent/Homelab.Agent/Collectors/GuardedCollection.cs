namespace Homelab.Agent.Collectors;

/// <summary>Calls a collector so that whatever it does wrong stays its own failure.</summary>
internal static class GuardedCollection
{
    /// <param name="onFault">Hears of an exception, which is a fault of the collector's.</param>
    public static CollectorOutcome Collect(ICollector collector, Collection into, CollectorSettings settings, Action<Exception> onFault)
    {
        into.Clear();
        try
        {
            var outcome = collector.Collect(into, settings);
            return into.IsFull && outcome.Kind == OutcomeKind.Ok
                ? CollectorOutcome.Failed($"has more than {Collection.SamplesMax} series; the others are dropped")
                : outcome;
        }
#pragma warning disable CA1031 // Whatever a collector does wrong, the others go on.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            onFault(failure);
            return CollectorOutcome.Failed($"has a fault of its own ({failure.GetType().Name})");
        }
    }
}
