using Homelab.Agent.Collectors;
using Homelab.Agent.Orders;
using Homelab.Agent.Uplink;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Fleet;
using Homelab.Coordinator.Tests.Api;
using Homelab.Coordinator.Tests.Readings;
using Homelab.Host;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Waiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Homelab.Coordinator.Tests.Compatibility;

/// <summary>One minor version both ways, held by streams that were recorded (tests/fixtures/streams). A new one is recorded with HOMELAB_UPDATE_GOLDEN=1 and the sentence of the trait Run=full.</summary>
public sealed class StreamsOfOneMinorVersionApart
{
    private const string Present = "0.1", PresentReturned = "0.1-returned";

    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(20);

    /// <summary>Every version whose stream today's programs have to take, as it was and as a later one would send it.</summary>
    public static TheoryData<string, bool> Streams => new() { { "0.1", false }, { "0.1", true }, { "0.1-returned", false }, { "0.1-returned", true } };

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task A_coordinator_takes_an_agents_stream_and_comes_to_the_same_state(string version, bool isNewer)
    {
        var stream = Stream(version, isNewer);
        await using var coordinator = await CoordinatorUnderTest.StartAsync(ALabThatIsRecorded.LabText.Replace("PORT", "1", StringComparison.Ordinal));
        using var agent = AgentOnTheWire.Open(coordinator.Uplink);
        var acked = new SortedSet<ulong>();
        var reading = ReadAsync(agent, acked);
        foreach (var frame in stream.OfAgent)
        {
            await agent.SendAsync(frame);
        }

        var keys = stream.OfAgent.Where(frame => frame.Key is not null).Select(frame => frame.Key.Sequence).ToHashSet();
        await Until.TrueAsync(() => keys.IsSubsetOf(Snapshot(acked)), s_bound, "an ack of everything that wants one");
        var state = ReplayedState.OfCoordinator(coordinator, keys.Count);
        Assert.True(coordinator.Service<FleetState>().Of("pi1").IsConnected);
        await agent.CompleteAsync();
        await reading;

        Assert.Equal(GoldenFile.Expected($"tests/fixtures/streams/{version}/state-of-coordinator.txt", state), state);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void An_agent_takes_a_coordinators_stream_and_does_the_same(string version, bool isNewer)
    {
        using var machine = new TempFolder();
        var clock = new HandClock();
        using var agent = ALabThatIsRecorded.AgentOf(machine, new Uri("http://127.0.0.1:1"), clock);
        var answers = new List<string>();
        Replay(version, isNewer, agent, clock, (_, answered) => answers.AddRange(answered.Select(ReplayedState.Answer)));
        var all = string.Concat(answers.Distinct().Select(answer => answer + "\n"));
        Assert.Contains("lease", all, StringComparison.Ordinal);
        Assert.Equal(GoldenFile.Expected($"tests/fixtures/streams/{version}/answers-of-agent.txt", all), all);

        // The settings of its collectors, and what it looks at when nobody speaks.
        var kept = ReplayedState.OfAgent(agent, machine);
        Assert.Equal(GoldenFile.Expected($"tests/fixtures/streams/{version}/kept-by-agent.txt", kept), kept);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_agent_lets_go_of_its_lease_by_the_word_of_another_version_that_the_outage_ended(bool isNewer)
    {
        using var machine = new TempFolder();
        var clock = new HandClock();
        using var agent = ALabThatIsRecorded.AgentOf(machine, new Uri("http://127.0.0.1:1"), clock);
        var held = new List<bool>();
        Replay(PresentReturned, isNewer, agent, clock, (said, _) =>
        {
            if (said.Lease is not null || said.OutageEnded is not null)
            {
                held.Add(File.ReadAllText(machine.At("run/power.json")).Contains("\"lease\":{", StringComparison.Ordinal));
            }
        });

        Assert.True(held[0]);
        Assert.False(held[^1]);
    }

    [Fact]
    public void A_later_version_has_fields_that_are_not_known_here()
    {
        var beat = new AgentFrame { Beat = new Beat { Number = 1 } };
        var later = (AgentFrame)LaterFrames.Of(beat);

        Assert.NotEqual(beat, later);
        Assert.True(later.Beat.CalculateSize() > beat.Beat.CalculateSize());
        Assert.Equal(AgentFrame.BodyOneofCase.None, ((AgentFrame)LaterFrames.NewKindOf(beat)).BodyCase);
    }

    /// <summary>Real programs speak; with HOMELAB_UPDATE_GOLDEN=1 what they said is kept.</summary>
    [Fact]
    [Trait("Run", "full")]
    public async Task Agent_and_coordinator_of_today_can_be_recorded()
    {
        var path = Environment.GetEnvironmentVariable("HOMELAB_UPDATE_GOLDEN") == "1" ? RecordedStream.PathOf(Present) : null;
        var stream = await ALabThatIsRecorded.PlayAsync(path is null ? null : state => KeptState.Keep(state, Present));
        using var folder = new TempFolder();
        stream.Write(path ?? folder.At("uplink"));

        var agent = stream.OfAgent.Select(frame => frame.BodyCase).ToHashSet();
        AgentFrame.BodyOneofCase[] wantedOfAgent =
            [AgentFrame.BodyOneofCase.Hello, AgentFrame.BodyOneofCase.Beat, AgentFrame.BodyOneofCase.Series, AgentFrame.BodyOneofCase.Readings, AgentFrame.BodyOneofCase.LeaseAnswer, AgentFrame.BodyOneofCase.Progress, AgentFrame.BodyOneofCase.DrillAnswer];
        Assert.Empty(wantedOfAgent.Except(agent));
        var coordinator = stream.OfCoordinator.Select(frame => frame.BodyCase).ToHashSet();
        CoordinatorFrame.BodyOneofCase[] wantedOfCoordinator =
            [CoordinatorFrame.BodyOneofCase.Welcome, CoordinatorFrame.BodyOneofCase.Ack, CoordinatorFrame.BodyOneofCase.Collectors, CoordinatorFrame.BodyOneofCase.Lease, CoordinatorFrame.BodyOneofCase.Order, CoordinatorFrame.BodyOneofCase.BeatAnswer, CoordinatorFrame.BodyOneofCase.DrillQuestion];
        Assert.Empty(wantedOfCoordinator.Except(coordinator));
    }

    [Fact]
    [Trait("Run", "full")]
    public async Task A_return_of_the_mains_can_be_recorded()
    {
        using var folder = new TempFolder();
        var stream = await ALabThatIsRecorded.PlayReturnAsync();
        stream.Write(Environment.GetEnvironmentVariable("HOMELAB_UPDATE_GOLDEN") == "1" ? RecordedStream.PathOf(PresentReturned) : folder.At("uplink"));

        Assert.Contains(stream.OfAgent, frame => frame.ScanAnswer is not null);
        Assert.Contains(stream.OfCoordinator, frame => frame.ScanQuestion is not null);
        Assert.Contains(stream.OfCoordinator, frame => frame.OutageEnded is not null);
        Assert.DoesNotContain(stream.OfCoordinator, frame => frame.Order is not null);
    }

    private static void Replay(string version, bool isNewer, IHost agent, HandClock clock, Action<CoordinatorFrame, IEnumerable<AgentFrame>> heard)
    {
        var participants = new Participants(agent.Services.GetServices<IUplinkParticipant>().Where(each => each is PowerDesk or CollectorConfigReceiver), NullLogger<Participants>.Instance);
        foreach (var frame in Stream(version, isNewer).Frames)
        {
            if (frame is AgentFrame { Beat: { } beat })
            {
                clock.Advance(TimeSpan.FromTicks(Math.Max(0, (beat.SentBoottimeNs - clock.Now().Nanoseconds) / 100)));
                participants.Fill(beat.Clone());
            }
            else if (frame is CoordinatorFrame said)
            {
                heard(said, [.. participants.Handle(said)]);
            }
        }
    }

    private static RecordedStream Stream(string version, bool isNewer) => isNewer ? RecordedStream.Of(version).Newer() : RecordedStream.Of(version);

    private static async Task ReadAsync(AgentOnTheWire agent, SortedSet<ulong> acked)
    {
        while (await agent.NextAsync() is { } frame)
        {
            Assert.Null(frame.Refusal);
            foreach (var range in frame.Ack?.Ranges ?? [])
            {
                for (var number = range.First; number <= range.Last; number++)
                {
                    lock (acked)
                    {
                        acked.Add(number);
                    }
                }
            }
        }
    }

    private static HashSet<ulong> Snapshot(SortedSet<ulong> acked)
    {
        lock (acked)
        {
            return [.. acked];
        }
    }
}
