using Grpc.Net.Client;
using Homelab.Agent.Outbox;
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
    private static readonly TimeSpan PingAfter = TimeSpan.FromSeconds(5);

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
        using var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectTimeout = PingAfter,
            KeepAlivePingDelay = PingAfter,
            KeepAlivePingTimeout = PingAfter,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.Always,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
        };
        using var channel = GrpcChannel.ForAddress(_settings.Coordinator, new GrpcChannelOptions { HttpHandler = handler });
        var client = new Contracts.V1.Uplink.UplinkClient(channel);
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await _reconnecting.ExecuteAsync(async token => await ConnectAsync(client, token).ConfigureAwait(false), stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The agent stops while it waits for its next attempt.
        }
    }

    private async Task ConnectAsync(Contracts.V1.Uplink.UplinkClient client, CancellationToken stop)
    {
        var began = _clock.Now();
        using var stream = new UplinkStream(client, _settings, _outgoing, _participants, _clock);
        stream.Welcomed += () =>
        {
            _lastProblem = "";
            _logger.LogInformation("Connected to the coordinator at {Coordinator}.", _settings.Coordinator);
        };
        Volatile.Write(ref _stream, stream);
        try
        {
            await stream.RunAsync(MakeHello(), stop).ConfigureAwait(false);
        }
        catch (UplinkBrokenException problem)
        {
            Say(problem);
            if (!stream.IsWelcome || _clock.Now() - began < Steady)
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
