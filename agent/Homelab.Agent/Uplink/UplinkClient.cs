using Homelab.Agent.Outbox;
using Homelab.Agent.Trust;
using Homelab.Contracts.Trust;
using Homelab.Contracts.V1;
using Homelab.Domain;
using Homelab.Host;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace Homelab.Agent.Uplink;

/// <summary>
/// Holds the stream to the coordinator: opens it, and opens it again with growing, jittered pauses when it breaks. A peer that died
/// without a word is found by HTTP/2 pings (RFC 9113, section 6.7), one that hangs by its missing acknowledgements.
/// </summary>
public sealed class UplinkClient : BackgroundService, IFrameOutlet
{
    private const uint Protocol = 1;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);

    /// <summary>A stream that held so long begins its reconnecting without a pause.</summary>
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(10);

    private readonly AgentIdentity _identity;
    private readonly UplinkSettings _settings;
    private readonly OutgoingFrames _outgoing;
    private readonly Participants _participants;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly ResiliencePipeline _reconnecting;
    private UplinkStream? _stream;
    private string _lastProblem = "";

    internal UplinkClient(
        AgentIdentity identity, UplinkSettings settings, OutgoingFrames outgoing, Participants participants, TimeProvider clock, ILogger<UplinkClient> logger)
    {
        (_identity, _settings, _outgoing, _participants, _clock, _logger) = (identity, settings, outgoing, participants, clock, logger);
        var random = new Random(identity.Incarnation.GetHashCode());
        _reconnecting = new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<UplinkBrokenException>(),
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = FirstPause,
                MaxDelay = settings.LongestPause,
                Randomizer = random.NextDouble,
            })
            .Build();
    }

    /// <summary>A coordinator has welcomed this agent on the present stream.</summary>
    public bool IsConnected => Volatile.Read(ref _stream) is { IsWelcome: true };

    public void Post(AgentFrame frame) => Volatile.Read(ref _stream)?.Post(frame);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await _reconnecting.ExecuteAsync(async token => await ConnectAsync(token).ConfigureAwait(false), stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The agent stops while it waits for its next attempt.
        }
    }

    private async Task ConnectAsync(CancellationToken stop)
    {
        var began = _clock.Now();
        var wasWelcome = false;
        try
        {
            using var channel = CoordinatorChannel.Open(_settings, _clock);
            using var stream = new UplinkStream(new Contracts.V1.Uplink.UplinkClient(channel.Grpc), _settings, _outgoing, _participants, _clock);
            stream.Welcomed += () =>
            {
                wasWelcome = true;
                _lastProblem = "";
                _logger.LogInformation("Connected to the coordinator at {Coordinator}.", _settings.Coordinator);
            };
            Volatile.Write(ref _stream, stream);
            await channel.Explained(stream.RunAsync(MakeHello(), stop)).ConfigureAwait(false);
        }
        catch (UplinkBrokenException problem)
        {
            Say(problem);
            if (!wasWelcome || _clock.Now() - began < Steady)
            {
                throw;
            }
        }
        finally
        {
            Volatile.Write(ref _stream, null);
        }
    }

    private Hello MakeHello()
    {
        var hello = new Hello
        {
            Protocol = Protocol,
            Node = _identity.Node,
            BootId = _identity.BootId,
            Incarnation = _identity.Incarnation,
            AgentVersion = _settings.AgentVersion,
            Machine = _settings.Machine,
            SentBoottimeNs = _clock.Now().Nanoseconds,
            Marks = MachineMarksMessage.Of(_settings.Marks),
        };
        _participants.Fill(hello);
        return hello;
    }

    /// <summary>Says a problem once, not at each attempt.</summary>
    private void Say(UplinkBrokenException problem)
    {
        if (problem.Sentence != _lastProblem)
        {
            _logger.LogWarning("{Problem} The agent tries again; readings are kept.", problem.Sentence);
        }

        _lastProblem = problem.Sentence;
    }
}
