namespace Homelab.Coordinator.Tests.Readings;

public sealed class EveryReadingArrivesOnceTests
{
    [Fact]
    public void A_reading_is_acknowledged_only_when_it_is_durable_and_the_outbox_is_never_opened()
    {
        using var road = new RoadOfAReading();
        road.Connect();
        for (var i = 0; i < 30; i++)
        {
            road.Take(SimulatedAgent.Cpu);
            road.Carry(10);
            Assert.True(road.Agent.Outgoing.Frames > 0);
            road.Coordinator.Ingest.Flush();
            road.CarryAcks();
            Assert.Equal(0, road.Agent.Outgoing.Frames);
            road.Clock.Advance(TimeSpan.FromSeconds(2));
            road.Agent.KeepOutbox();
            Assert.False(File.Exists(road.OutboxPath));
        }

        Assert.Equal(0, road.CheckEveryReading());
    }

    [Fact]
    public void Readings_of_a_minute_without_coordinator_arrive_once_each()
    {
        using var road = new RoadOfAReading();
        for (var i = 0; i < 60; i++)
        {
            road.Take(SimulatedAgent.Cpu);
            road.Clock.Advance(TimeSpan.FromSeconds(1));
            road.Agent.KeepOutbox();
        }

        Assert.True(File.Exists(road.OutboxPath));
        road.Settle();
        Assert.Equal(0, road.CheckEveryReading());
        Assert.False(File.Exists(road.OutboxPath));
    }

    [Fact]
    public void A_killed_agent_loses_at_most_its_flush_interval_and_the_loss_is_a_gap()
    {
        using var road = new RoadOfAReading();
        for (var i = 0; i < 65; i++)
        {
            road.Take(SimulatedAgent.Cpu);
            road.Clock.Advance(TimeSpan.FromSeconds(1));
            road.Agent.KeepOutbox();
        }

        road.KillAgent();
        road.Clock.Advance(TimeSpan.FromSeconds(3));
        road.Settle();
        Assert.InRange(road.CheckEveryReading(), 1, 10);
    }

    [Fact]
    public void An_agent_that_stops_in_order_loses_nothing()
    {
        using var road = new RoadOfAReading();
        for (var i = 0; i < 25; i++)
        {
            road.Take(SimulatedAgent.Cpu);
            road.Clock.Advance(TimeSpan.FromSeconds(1));
            road.Agent.KeepOutbox();
        }

        road.Agent.KeepOutbox(isLast: true);
        road.KillAgent();
        road.Settle();
        Assert.Equal(0, road.CheckEveryReading());
    }

    [Fact]
    public void A_killed_coordinator_loses_nothing_that_it_acknowledged()
    {
        using var road = new RoadOfAReading();
        road.Connect();
        for (var i = 0; i < 40; i++)
        {
            road.Take(SimulatedAgent.Cpu);
            road.Carry(10);
            road.Clock.Advance(TimeSpan.FromSeconds(1));
            if (i % 3 == 0)
            {
                road.Coordinator.Ingest.Flush();
                road.CarryAcks();
            }

            if (i % 10 == 9)
            {
                road.KillCoordinator();
                road.Connect();
            }
        }

        road.Settle();
        Assert.Equal(0, road.CheckEveryReading());
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 10)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Through_losses_breaks_and_kills_every_reading_arrives_once_or_lies_in_a_gap(int seed)
    {
        var random = new Random(seed);

        // Every other lab has an outbox so small that the drop rule works all the time.
        using var road = new RoadOfAReading(settings => seed % 2 == 0 ? settings : settings with { QuotaBytes = 6000 });
        var (kills, crashes) = (0, 0);

        // What was lost before a node was ever heard of, nobody can know.
        road.Settle();
        for (var step = 0; step < 600; step++)
        {
            switch (random.Next(100))
            {
                case < 40:
                    road.Take(random.Next(2) == 0 ? SimulatedAgent.Cpu : SimulatedAgent.Disk);
                    road.Clock.Advance(TimeSpan.FromMilliseconds(random.Next(1, 3000)));
                    break;
                case < 58:
                    road.Carry(random.Next(1, 8));
                    break;
                case < 68:
                    road.Coordinator.Ingest.Flush();
                    break;
                case < 76:
                    road.CarryAcks();
                    break;
                case < 86:
                    road.Agent.KeepOutbox();
                    break;
                case < 90:
                    road.Agent.BeatIsDue();
                    break;
                case < 93:
                    road.Connect();
                    break;
                case < 96:
                    road.Break();
                    break;
                case < 97:
                    road.Coordinator.History.Fold();
                    break;
                case < 98:
                    road.KillAgent();
                    kills++;
                    break;
                case < 99:
                    road.KillCoordinator();
                    crashes++;
                    break;
                default:
                    road.Clock.Advance(TimeSpan.FromSeconds(random.Next(60)));
                    break;
            }
        }

        road.Settle();
        road.Coordinator.History.Fold();
        var lost = road.CheckEveryReading();
        if (seed % 2 == 0)
        {
            road.CheckThatGapsAreTight();
        }

        TestContext.Current.SendDiagnosticMessage(
            "seed {0}: {1} readings, {2} in gaps, {3} kills of the agent, {4} of the coordinator, {5} duplicates",
            seed, road.Taken, lost, kills, crashes, road.Coordinator.Counters.Duplicates);
    }
}
