using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;
using Homelab.Domain.Shutdown;

namespace Homelab.Domain.Reports;

/// <summary>
/// Where the lab file promises more than was seen: stops that take longer than declared, and batteries that give less. Never the other way, for a
/// lab that stops sooner than it says does no harm.
/// </summary>
public static class LabLessons
{
    /// <summary>Nobody wants to read of seconds that a gauge may have got wrong.</summary>
    private static readonly TimeSpan LeastOfRuntime = TimeSpan.FromSeconds(30);

    /// <param name="batteries">What is known of each feed's battery, by feed.</param>
    public static ImmutableArray<LabChange> Of(LabConfig lab, StopRecord stops, IReadOnlyDictionary<string, BatteryRecord> batteries)
    {
        var learned = stops.Learned(lab);
        return [.. Nodes(lab, learned), .. Services(lab, learned), .. Runtimes(lab, batteries)];
    }

    private static IEnumerable<LabChange> Nodes(LabConfig lab, ImmutableDictionary<string, LearnedStop> learned) =>
        from node in lab.Nodes
        let seen = learned.GetValueOrDefault(node.Name)
        where seen is not null && seen.Took > node.Stop
        select new LabChange($"nodes.{node.Name}.stop", node.Stop, RoundedUp(seen.Took), $"{node.Name} took {PlanWords.Least(seen.Took)} to stop ({seen.Basis}), and {PlanWords.Span(node.Stop)} is declared");

    private static IEnumerable<LabChange> Services(LabConfig lab, ImmutableDictionary<string, LearnedStop> learned)
    {
        foreach (var service in lab.Services)
        {
            var slowest = service.On.Distinct().Select(node => (Node: node, Seen: learned.GetValueOrDefault(ServiceStep.IdOf(service.Name, node)))).MaxBy(one => one.Seen?.Took ?? TimeSpan.Zero);
            if (slowest.Seen is { } seen && seen.Took > service.Stop)
            {
                yield return new LabChange(
                    $"services.{service.Name}.stop", service.Stop, RoundedUp(seen.Took),
                    $"{service.Name} took {PlanWords.Least(seen.Took)} to stop on {slowest.Node} ({seen.Basis}), and {PlanWords.Span(service.Stop)} is declared");
            }
        }
    }

    private static IEnumerable<LabChange> Runtimes(LabConfig lab, IReadOnlyDictionary<string, BatteryRecord> batteries)
    {
        foreach (var feed in lab.Feeds)
        {
            if (feed.DeclaredRuntime is { } declared
                && batteries.GetValueOrDefault(feed.Name)?.Proofs.LastOrDefault() is { FullRuntime: { } proven } proof
                && proven + LeastOfRuntime < declared)
            {
                yield return new LabChange(
                    $"feeds.{feed.Name}.runtime", declared, TimeSpan.FromSeconds(10 * Math.Floor(proven.TotalSeconds / 10)),
                    $"{feed.Name} gave {PlanWords.Span(proof.Duration)} on {proof.Began:yyyy-MM-dd}, which is {PlanWords.Span(proven)} from full, and {PlanWords.Span(declared)} is declared");
            }
        }
    }

    /// <summary>To five seconds: a file that asks for 37 s asks for trouble with the next stop of 38.</summary>
    private static TimeSpan RoundedUp(TimeSpan span) => TimeSpan.FromSeconds(5 * Math.Ceiling(span.TotalSeconds / 5));
}
