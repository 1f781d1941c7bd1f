using Homelab.Agent.Outbox;
using Homelab.Coordinator.Readings;
using Homelab.TestKit.Waiting;
using Series = Homelab.Domain.Readings.Series;

namespace Homelab.Coordinator.Tests.Readings;

/// <summary>Agent and coordinator joined by a wire that loses what is on it when it breaks. Knows every reading that was ever taken.</summary>
internal sealed class RoadOfAReading : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("homelab-road-");
    private readonly List<(Series Series, long WallMs, double Value)> _taken = [];
    private readonly Func<OutboxSettings, OutboxSettings>? _adaptAgent;
    private readonly Func<ReadingsSettings, ReadingsSettings>? _adaptCoordinator;
    private ulong _incarnation = 100;

    public RoadOfAReading(
        Func<OutboxSettings, OutboxSettings>? adaptAgent = null, Func<ReadingsSettings, ReadingsSettings>? adaptCoordinator = null)
    {
        (_adaptAgent, _adaptCoordinator) = (adaptAgent, adaptCoordinator);
        Clock = new HandClock();
        Agent = StartAgent();
        Coordinator = StartCoordinator();
    }

    public HandClock Clock { get; }

    public SpokenLog Log { get; } = new();

    public SimulatedAgent Agent { get; private set; }

    public SimulatedCoordinator Coordinator { get; private set; }

    public string OutboxPath => Path.Combine(_folder.FullName, "agent", "outbox.db");

    public int Taken => _taken.Count;

    public void Take(Series series)
    {
        // No average of some is another.
        var value = Math.Sin(_taken.Count + 1);
        _taken.Add((series, Clock.GetUtcNow().ToUnixTimeMilliseconds(), value));
        Agent.Read(series, value);
    }

    public void Connect()
    {
        Break();
        Coordinator.IsReachable = true;
        Coordinator.Connected(Agent.Connect());
    }

    /// <summary>The stream breaks: acknowledgements under way are lost.</summary>
    public void Break()
    {
        Agent.Disconnect();
        Coordinator.IsReachable = false;
        Coordinator.Sent.Clear();
    }

    /// <summary>Carries up to so many frames to the coordinator.</summary>
    public void Carry(int frames)
    {
        for (var i = 0; i < frames && Agent.Next() is { } frame; i++)
        {
            Coordinator.Received("pi1", frame);
        }
    }

    public void CarryAcks()
    {
        while (Coordinator.Sent.TryDequeue(out var frame))
        {
            Agent.Outgoing.Acknowledge(frame.Ack);
        }
    }

    public void KillAgent()
    {
        Break();
        Agent.Dispose();
        Agent = StartAgent();
    }

    public void KillCoordinator()
    {
        Break();
        Coordinator.Dispose();
        Coordinator = StartCoordinator();
    }

    /// <summary>The coordinator dies, and its file comes back with a bit flipped in a flush.</summary>
    public void DamageHistory()
    {
        Break();
        Coordinator.Dispose();
        var path = Path.Combine(_folder.FullName, "coordinator", "history.db");
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.AsSpan().LastIndexOf("node_cpu_ratio"u8) + 3] ^= 4;
        File.WriteAllBytes(path, bytes);
        Coordinator = StartCoordinator();
    }

    /// <summary>All is well again for as long as it takes until nothing is under way.</summary>
    public void Settle()
    {
        if (!Agent.IsConnected)
        {
            Connect();
        }

        Take(SimulatedAgent.Cpu);
        for (var i = 0; i < 500; i++)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            Agent.KeepOutbox();
            Agent.BeatIsDue();
            Carry(1000);
            Coordinator.Ingest.Flush();
            CarryAcks();
            if (i > 3 && Agent.Outgoing is { Frames: 0, IsEarlierSettled: true } && !Agent.IsOutboxOpen)
            {
                return;
            }
        }

        Assert.Fail($"{Agent.Outgoing.Frames} frames were still under way after a long time. {string.Join('\n', Log.Lines)}");
    }

    /// <summary>I11: every reading arrives once, or lies in a gap that is reported. Gives how many lie in gaps.</summary>
    public int CheckEveryReading()
    {
        var lost = 0;
        foreach (var series in _taken.GroupBy(reading => reading.Series))
        {
            var history = Coordinator.Query(series.Key.Metric).SingleOrDefault(found => found.Series == series.Key);
            var counts = (history?.Values ?? []).CountBy(value => value).ToDictionary();
            foreach (var (_, wallMs, value) in series)
            {
                var times = counts.GetValueOrDefault(value);
                Assert.True(times <= 1, $"Reading {value} of {series.Key.Metric} arrived {times} times.");
                if (times == 1)
                {
                    continue;
                }

                lost++;
                var gaps = history?.Gaps ?? [];
                Assert.True(
                    gaps.Any(gap => gap.FromWallMs <= wallMs && wallMs <= gap.ToWallMs),
                    $"Reading {value} of {series.Key.Metric} at {wallMs} neither arrived nor lies in one of the {gaps.Count} gaps.");
            }
        }

        return lost;
    }

    /// <summary>A gap claims no time from which readings arrived, or "in a gap" would mean nothing.</summary>
    public void CheckThatGapsAreTight()
    {
        foreach (var series in _taken.Select(reading => reading.Series).Distinct())
        {
            foreach (var history in Coordinator.Query(series.Metric))
            {
                Assert.All(history.Gaps, gap => Assert.DoesNotContain(history.WallMs, wallMs => gap.FromWallMs < wallMs && wallMs < gap.ToWallMs));
            }
        }
    }

    public void Dispose()
    {
        Agent.Dispose();
        Coordinator.Dispose();
        _folder.Delete(recursive: true);
    }

    private SimulatedAgent StartAgent() => new(Path.Combine(_folder.FullName, "agent"), _incarnation++, Clock, Log, _adaptAgent);

    private SimulatedCoordinator StartCoordinator() => new(Path.Combine(_folder.FullName, "coordinator"), Clock, Log, _adaptCoordinator);
}
