using Grpc.Core;
using Homelab.Agent.Outbox;
using Homelab.Contracts.V1;
using Homelab.Domain;
using Homelab.Domain.Trust;
using Homelab.Host;

namespace Homelab.Agent.Uplink;

/// <summary>One stream from its hello to its end.</summary>
internal sealed class UplinkStream : IDisposable
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestBeat = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestBeat = TimeSpan.FromHours(1);

    private readonly UplinkSettings _settings;
    private readonly OutgoingFrames _outgoing;
    private readonly Participants _participants;
    private readonly TimeProvider _clock;
    private readonly SendQueue _queue;
    private readonly CancellationTokenSource _broken = new();
    private readonly AsyncDuplexStreamingCall<AgentFrame, CoordinatorFrame> _call;
    private ITimer? _beatTimer;
    private ITimer? _farewell;
    private ulong _beats;
    private long _heardNs;
    private bool _isSilent;

    public UplinkStream(Contracts.V1.Uplink.UplinkClient client, UplinkSettings settings, OutgoingFrames outgoing, Participants participants, TimeProvider clock)
    {
        (_settings, _outgoing, _participants, _clock) = (settings, outgoing, participants, clock);
        _queue = new SendQueue(outgoing, MakeBeat);
        _call = client.Connect(cancellationToken: _broken.Token);
    }

    public event Action? Welcomed;

    public bool IsWelcome { get; private set; }

    public void Post(AgentFrame frame) => _queue.Post(frame);

    /// <summary>Returns when the agent stops or the stream is worn out.</summary>
    /// <exception cref="UplinkBrokenException">The stream did not come about, or broke.</exception>
    public async Task RunAsync(Hello hello, CancellationToken stop)
    {
        try
        {
            using var stopping = stop.Register(_queue.Wake);
            var beat = await GreetAsync(hello, stop).ConfigureAwait(false);
            _outgoing.Arrived += _queue.Wake;
            _outgoing.StreamStarted();
            _beatTimer = _clock.CreateTimer(_ => Tick(), null, TimeSpan.Zero, beat);
            await ConverseAsync(stop).ConfigureAwait(false);
        }
        catch (Exception error) when (!stop.IsCancellationRequested && error is not OutOfMemoryException)
        {
            throw _isSilent
                ? new UplinkBrokenException($"The coordinator at {_settings.Coordinator} said nothing for {_settings.Silence.TotalSeconds:0} s.", error)
                : UplinkBrokenException.From(error, _settings.Coordinator);
        }
        catch (Exception error) when (error is OperationCanceledException or RpcException or IOException)
        {
            // The agent stops: how its stream ends does not matter.
        }
        finally
        {
            _outgoing.Arrived -= _queue.Wake;
            _beatTimer?.Dispose();
            _farewell?.Dispose();
            await _broken.CancelAsync().ConfigureAwait(false);
            _outgoing.StreamEnded();
        }
    }

    public void Dispose()
    {
        _call.Dispose();
        _broken.Dispose();
    }

    private async Task<TimeSpan> GreetAsync(Hello hello, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop, _broken.Token);
        using var limit = _clock.CreateTimer(_ => patience.Cancel(), null, _settings.Silence, Timeout.InfiniteTimeSpan);
        await _call.RequestStream.WriteAsync(new AgentFrame { Hello = hello }, patience.Token).ConfigureAwait(false);
        while (await _call.ResponseStream.MoveNext(patience.Token).ConfigureAwait(false))
        {
            var frame = _call.ResponseStream.Current;
            if (frame.Welcome is not null && NeighbourVersions.Refuse(_settings.AgentVersion, frame.Welcome.CoordinatorVersion) is { } apart)
            {
                throw new UplinkBrokenException(apart);
            }

            Handle(frame);
            if (frame.Welcome is { } welcome)
            {
                IsWelcome = true;
                Welcomed?.Invoke();
                return BeatOf(welcome);
            }
        }

        throw new UplinkBrokenException($"The coordinator at {_settings.Coordinator} ended the stream without a welcome.");
    }

    private static TimeSpan BeatOf(Welcome welcome) => TimeSpan.FromMilliseconds(Math.Clamp(welcome.BeatMs, ShortestBeat.TotalMilliseconds, LongestBeat.TotalMilliseconds));

    private async Task ConverseAsync(CancellationToken stop)
    {
        var reading = ReadAsync();
        var writing = WriteAsync(stop);
        try
        {
            await (await Task.WhenAny(reading, writing).ConfigureAwait(false)).ConfigureAwait(false);
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            await _broken.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(reading, writing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReadAsync()
    {
        while (await _call.ResponseStream.MoveNext(_broken.Token).ConfigureAwait(false))
        {
            Handle(_call.ResponseStream.Current);
        }

        throw new UplinkBrokenException($"The coordinator at {_settings.Coordinator} ended the stream.");
    }

    private void Handle(CoordinatorFrame frame)
    {
        Interlocked.Exchange(ref _heardNs, _clock.Now().Nanoseconds);
        switch (frame.BodyCase)
        {
            case CoordinatorFrame.BodyOneofCase.Ack:
                _outgoing.Acknowledge(frame.Ack);
                _queue.Wake();
                break;
            case CoordinatorFrame.BodyOneofCase.Welcome when _beatTimer is { } timer:
                // The lab changed: beats go by it from now on.
                timer.Change(BeatOf(frame.Welcome), BeatOf(frame.Welcome));
                break;
            case CoordinatorFrame.BodyOneofCase.Refusal:
                throw new UplinkBrokenException($"The coordinator at {_settings.Coordinator} refuses: {frame.Refusal.Message}");
            default:
                foreach (var answer in _participants.Handle(frame))
                {
                    _queue.Post(answer);
                }

                break;
        }
    }

    private async Task WriteAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && !_queue.IsWornOut)
        {
            if (_queue.Next() is { } next)
            {
                await _call.RequestStream.WriteAsync(next, _broken.Token).ConfigureAwait(false);
            }
            else
            {
                await _queue.WaitAsync(_broken.Token).ConfigureAwait(false);
            }
        }

        _farewell = _clock.CreateTimer(_ => _broken.Cancel(), null, Farewell, Timeout.InfiniteTimeSpan);
        while (_queue.NextUrgent() is { } last)
        {
            await _call.RequestStream.WriteAsync(last, _broken.Token).ConfigureAwait(false);
        }

        await _call.RequestStream.CompleteAsync().ConfigureAwait(false);
    }

    private void Tick()
    {
        if (_outgoing.IsAnythingUnacknowledged && _clock.Now() - new Moment(Interlocked.Read(ref _heardNs)) > _settings.Silence)
        {
            _isSilent = true;
            _broken.Cancel();
            return;
        }

        _outgoing.SendAgain(_settings.AcknowledgeWithin);
        _queue.BeatIsDue();
    }

    private AgentFrame MakeBeat()
    {
        var beat = new Beat
        {
            Number = ++_beats,
            SentBoottimeNs = _clock.Now().Nanoseconds,
            BufferedFrames = (ulong)_outgoing.Frames,
            OutboxBytes = _outgoing.OutboxBytes,
            EarlierSettled = _outgoing.IsEarlierSettled,
        };
        _participants.Fill(beat);
        return new AgentFrame { Beat = beat };
    }
}
