using Homelab.Contracts.V1;
using Homelab.Coordinator.Fleet;
using Homelab.Coordinator.Readings;
using Homelab.Host;
using Homelab.TestKit.Waiting;

namespace Homelab.Coordinator.Tests.Readings;

/// <summary>The coordinator's road of a reading, the shipped types, with acknowledgements that wait to be carried.</summary>
internal sealed class SimulatedCoordinator : IAgentLink, IDisposable
{
    private readonly HandClock _clock;

    public SimulatedCoordinator(string folder, HandClock clock, SpokenLog log, Func<ReadingsSettings, ReadingsSettings>? adapt = null)
    {
        _clock = clock;
        var settings = new ReadingsSettings(folder);
        settings = adapt?.Invoke(settings) ?? settings;
        Counters = new IngestCounters();
        Latest = new LatestReadings(settings);
        History = new ReadingHistory(settings, Counters, clock, log.For<ReadingHistory>());
        Ingest = new ReadingIngest(settings, History, Latest, Counters, this, clock, log.For<ReadingIngest>());
        Ingest.Open();
    }

    public IngestCounters Counters { get; }

    public LatestReadings Latest { get; }

    public ReadingHistory History { get; }

    public ReadingIngest Ingest { get; }

    public Queue<CoordinatorFrame> Sent { get; } = [];

    public bool IsReachable { get; set; } = true;

    public bool IsConnected(string node) => IsReachable;

    public bool TrySend(string node, CoordinatorFrame frame)
    {
        if (IsReachable)
        {
            Sent.Enqueue(frame);
        }

        return IsReachable;
    }

    public void Connected(Hello hello) => Ingest.Connected(hello.Node, hello, _clock.Now());

    public void Received(string node, AgentFrame frame) => Ingest.Received(node, frame, _clock.Now());

    public long WallMs => _clock.GetUtcNow().ToUnixTimeMilliseconds();

    public IReadOnlyList<SeriesHistory> Query(string metric, long fromMs = 0) =>
        History.Query("pi1", metric, new Dictionary<string, string>(), fromMs, long.MaxValue / 2);

    /// <summary>What a kill -9 leaves: the file.</summary>
    public void Dispose() => History.Dispose();
}
