using CsCheck;
using Homelab.Domain.Health;
using Homelab.Domain.Power;

namespace Homelab.Domain.Tests.Health;

public sealed class MonotoneHealthTests
{
    private static readonly string[] Nodes = [.. Attic.Lab.Nodes.Select(node => node.Name)];

    private static readonly Gen<Func<LabSight, LabSight>> Failure = Gen.OneOf(
        Gen.Select(Gen.OneOf(Nodes), Gen.OneOf(8.0, 40.0, 4000.0), (node, seconds) => Apply(sight => Silenced(sight, node, seconds))),
        Gen.OneOf(Nodes).Select(node => Apply(sight => sight.With(node, state => state with { ProbeAnswers = false }))),
        Gen.OneOf("failed", "inactive").Select(active => Apply(sight => Stopped(sight, active))),
        Gen.OneOf(Nodes).Select(node => Apply(sight => sight.With(node, state => state with { FailedCollectors = ["hwmon: timed out"] }))),
        Gen.Select(Gen.OneOf("rack-ups", "desk-ups"), Gen.OneOf(FeedCondition.OnBattery, FeedCondition.LowBattery), (feed, condition) => Apply(sight => sight.Feed(feed, condition))),
        Gen.OneOf(Nodes).Select(node => Apply(sight => sight.With(node, state => state with { StoppedBy = state.LastHeard is null ? "" : "outage 7 stopped it" }))));

    private static readonly Gen<Func<LabSight, LabSight>> Circumstance = Gen.OneOf(
        Failure,
        Gen.OneOf(Nodes).Select(node => Apply(sight => sight.NeverHeard(node))),
        Gen.OneOf(Nodes).Select(node => Apply(sight => sight.With(node, state => state with { ProbeAnswers = true }))),
        Gen.OneOf(Nodes).Select(node => Apply(sight => sight.With(node, state => state with { MaintenanceLeft = TimeSpan.FromHours(1) }))));

    private static readonly Gen<LabSight> Sight =
        Circumstance.List[0, 8].Select(changes => changes.Aggregate(Attic.Well, (sight, change) => change(sight)));

    [Fact]
    public void Adding_a_failure_never_improves_anything() =>
        Gen.Select(Sight, Failure).Sample(
            (sight, failure) =>
            {
                var before = LabHealth.Assess(sight);
                var after = LabHealth.Assess(failure(sight));
                Assert.True(Rank(after.Lab) >= Rank(before.Lab), $"lab: {Shown(before.Lab)} became {Shown(after.Lab)}");
                Assert.All(before.Nodes, node => Assert.True(Rank(after.Nodes[node.Key]) >= Rank(node.Value), $"{node.Key}: {Shown(node.Value)} became {Shown(after.Nodes[node.Key])}"));
                Assert.All(before.Services, service => Assert.True(
                    Rank(after.Services[service.Key].Health) >= Rank(service.Value.Health),
                    $"{service.Key}: {Shown(service.Value.Health)} became {Shown(after.Services[service.Key].Health)}"));
            },
            iter: 20_000);

    [Fact]
    public void Every_assessment_names_its_evidence() =>
        Sight.Sample(
            sight =>
            {
                var lab = LabHealth.Assess(sight);
                Assert.All(
                    lab.Nodes.Values.Concat(lab.Services.Values.Select(service => service.Health)).Append(lab.Lab),
                    health => Assert.True(health.Reasons.Length > 0 && health.Reasons.All(reason => reason.Length > 5)));
            },
            iter: 5_000);

    // An explanation moves a node from down to unreachable: another word for not being there, so the two rank alike.
    private static int Rank(HealthAssessment health) => health.State switch
    {
        HealthState.Ok => 0,
        HealthState.Degraded => 1,
        _ => 2,
    };

    private static LabSight Silenced(LabSight sight, string node, double seconds) => sight.With(node, state =>
        state.LastHeard is { } heard ? state with { LastHeard = Moment.Min(heard, sight.Now - TimeSpan.FromSeconds(seconds)) } : state);

    private static LabSight Stopped(LabSight sight, string active) => sight.With("pi1", state =>
        state.Unit("caddy.service") is { IsRunning: false } ? state : state with { Units = [Attic.Unit(active, "dead")] });

    private static string Shown(HealthAssessment health) => $"{HealthWords.Name(health.State)} ({string.Join("; ", health.Reasons)})";

    private static Func<LabSight, LabSight> Apply(Func<LabSight, LabSight> change) => change;
}
