using System.Collections.Immutable;
using Homelab.Coordinator.Health;
using Homelab.Coordinator.Tests.Events;
using Homelab.Domain;
using Homelab.Domain.Health;
using Homelab.TestKit.Waiting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Homelab.Coordinator.Tests.Health;

public sealed class HealthWatchTests
{
    private readonly HeardEvents _events = new();

    [Fact]
    public void What_a_start_finds_is_not_news_and_each_change_is_told_once()
    {
        using var watch = new HealthWatch(null!, _events, new HandClock(), NullLogger<HealthWatch>.Instance);
        watch.Compare(Lab(HealthState.Ok));
        watch.Compare(Lab(HealthState.Down));
        watch.Compare(Lab(HealthState.Down));
        watch.Compare(Lab(HealthState.Ok));

        Assert.Equal(
            ["nas is DOWN (was OK): nas is silent for 40s; nothing else explains it.", "nas is OK (was DOWN): nas is silent for 40s; nothing else explains it."],
            _events.Messages);
        Assert.Equal([3, 5], _events.All.Select(item => item.Priority));
    }

    [Theory]
    [InlineData(-300, true)]
    [InlineData(-30, true)]
    [InlineData(30, true)]
    [InlineData(300, false)]
    public void A_stop_explains_a_silence_only_until_the_node_was_heard_again(double heardAfterStopSeconds, bool explains)
    {
        var wallNow = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        var now = Moment.FromSeconds(10_000);
        var stop = new StopReason("outage 7 stopped it", wallNow.AddHours(-1));

        Assert.Equal(explains, stop.Explains(now - TimeSpan.FromHours(1) + TimeSpan.FromSeconds(heardAfterStopSeconds), now, wallNow));
        Assert.False(stop.Explains(null, now, wallNow));
    }

    private static LabAssessment Lab(HealthState nas) => new(
        new HealthAssessment(HealthState.Ok, ["fine"]),
        ImmutableSortedDictionary<string, HealthAssessment>.Empty.Add("nas", new HealthAssessment(nas, ["nas is silent for 40s", "nothing else explains it"])),
        ImmutableSortedDictionary<string, ServiceAssessment>.Empty);
}
