using System.Collections.Immutable;
using Homelab.Domain;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;
using Homelab.Host;

namespace Homelab.Coordinator.Feeds;

/// <summary>
/// The present assessment of every feed of the lab in force, in the lab's order. Re-assessed on every poll and on every tick, so that
/// silence shows without anything arriving.
/// </summary>
public sealed class FeedBoard
{
    private readonly ILabInForce _lab;
    private readonly TimeProvider _clock;
    private readonly ILogger<FeedBoard> _logger;
    private readonly Lock _gate = new();
    private readonly Lock _telling = new();
    private readonly FeedDesk _desk;
    private ImmutableArray<FeedAssessment> _current = [];

    public FeedBoard(ILabInForce lab, TimeProvider clock, ILogger<FeedBoard> logger)
    {
        _lab = lab;
        _clock = clock;
        _logger = logger;
        _desk = new FeedDesk(lab.Current);
        Assess(clock.Now());
    }

    /// <summary>
    /// Raised after every poll and tick with the whole board, in order and one at a time. Handlers must not block and must not call
    /// <see cref="Observe"/> or <see cref="Tick"/>; what they throw is logged and goes no further.
    /// </summary>
    public event Action<ImmutableArray<FeedAssessment>>? Changed;

    public ImmutableArray<FeedAssessment> Current
    {
        get
        {
            lock (_gate)
            {
                return _current;
            }
        }
    }

    /// <summary>Goes on learning a feed's UPS from what an earlier process knew of it.</summary>
    public void Remember(string feed, BatteryRecord battery)
    {
        lock (_gate)
        {
            _desk.Remember(feed, battery);
        }
    }

    /// <summary>What is known of a feed's UPS and its battery.</summary>
    public BatteryRecord BatteryOf(string feed)
    {
        lock (_gate)
        {
            return _desk.BatteryOf(feed);
        }
    }

    /// <summary>A feed's UPS is about to be told to test its battery.</summary>
    public void BeginTest(string feed, SelfTestKind kind, Moment now)
    {
        lock (_gate)
        {
            _desk.BeginTest(feed, kind, LabTime(), now);
        }
    }

    public void EndTest(string feed, SelfTestOutcome outcome, string why)
    {
        lock (_gate)
        {
            _desk.EndTest(feed, outcome, why);
        }
    }

    /// <summary>What the operator must know of a feed's self-tests, as a whole sentence; null where nothing.</summary>
    public string? SelfTestFindingOf(FeedConfig? feed) => feed is null ? null : SelfTestSchedule.Finding(feed, BatteryOf(feed.Name), LabTime());

    public FeedAssessment? Of(string feed) => Current.FirstOrDefault(assessment => assessment.Feed == feed);

    /// <summary>Takes in one poll. A feed or source that the lab no longer has is ignored.</summary>
    public void Observe(string feed, FeedSource source, FeedPoll poll, Moment now)
    {
        lock (_telling)
        {
            lock (_gate)
            {
                var lab = _lab.Current;
                if (lab.Feed(feed)?.Source == source)
                {
                    _desk.Take(lab);
                    _desk.Observe(feed, poll, LabTime());
                }
            }

            Tell(now);
        }
    }

    /// <summary>Takes in how hot a node is; it counts from the next tick.</summary>
    public void Observe(string node, double celsius, Moment at)
    {
        lock (_gate)
        {
            _desk.Heat.Observe(node, celsius, at);
        }
    }

    /// <summary>Assesses again what is known: readings age.</summary>
    public void Tick(Moment now)
    {
        lock (_telling)
        {
            Tell(now);
        }
    }

    /// <summary>The wall clock in the lab's time zone; UTC where the machine has no such time zone.</summary>
    public DateTimeOffset LabTime() =>
        TimeZoneInfo.TryFindSystemTimeZoneById(_lab.Current.TimeZone, out var found) ? TimeZoneInfo.ConvertTime(_clock.GetUtcNow(), found) : _clock.GetUtcNow();

    private void Tell(Moment now)
    {
        var current = Assess(now);
        foreach (var handler in Changed?.GetInvocationList().Cast<Action<ImmutableArray<FeedAssessment>>>() ?? [])
        {
            try
            {
                handler(current);
            }
#pragma warning disable CA1031 // One listener's mistake must not stop the reading of UPSes.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                _logger.LogError(failure, "A listener of the feed board failed");
            }
        }
    }

    private ImmutableArray<FeedAssessment> Assess(Moment now)
    {
        lock (_gate)
        {
            _desk.Take(_lab.Current);
            return _current = _desk.Assess(now);
        }
    }
}
