using Homelab.Agent.Outbox;
using Homelab.Agent.Uplink;
using Homelab.Contracts.V1;
using Homelab.Domain.Readings;
using Homelab.Host;
using Homelab.Store;
using Microsoft.Extensions.Logging.Abstractions;
using DomainKind = Homelab.Domain.Readings.SeriesKind;
using Series = Homelab.Domain.Readings.Series;

namespace Homelab.Agent.Tests.Outbox;

/// <summary>Recorder and outbox of one run of an agent, without a stream.</summary>
internal sealed class KeptAgent : IDisposable
{
    public static readonly Series Temperature = new("node_thermal_zone_celsius", Labels.Of(("zone", "0")), "celsius", DomainKind.Gauge, "thermal");
    public static readonly Series Bytes = new("node_network_receive_bytes_total", Labels.Of(("device", "eth0")), "bytes", DomainKind.Counter, "network");

    private readonly TimeProvider _clock;

    public KeptAgent(string folder, TimeProvider clock, ulong incarnation = 7, Func<OutboxSettings, OutboxSettings>? adapt = null)
    {
        _clock = clock;
        Identity = new AgentIdentity("pi1", "boot-1", incarnation);
        Settings = new OutboxSettings(folder);
        Settings = adapt?.Invoke(Settings) ?? Settings;
        Recorder = new Recorder(Identity, Settings, clock, NullLogger<Recorder>.Instance);
        Outgoing = new OutgoingFrames(Recorder, Entries, Identity, Settings, clock);
        Keeper = new OutboxKeeper(Recorder, Entries, Outgoing, Identity, Settings, clock, NullLogger<OutboxKeeper>.Instance);
    }

    public AgentIdentity Identity { get; }

    public OutboxSettings Settings { get; }

    public Recorder Recorder { get; }

    public OutboxEntries Entries { get; } = new();

    public OutgoingFrames Outgoing { get; }

    public OutboxKeeper Keeper { get; }

    public void Read(params (Series Series, double Value)[] samples) =>
        Recorder.Add(new CollectionRound(_clock.Now(), _clock.GetUtcNow(), true, [.. samples.Select(sample => new Sample(sample.Series, sample.Value))]));

    public void Read(double value) => Read((Temperature, value));

    /// <summary>Everything that it would send, as on a stream whose acknowledgements keep up.</summary>
    public List<AgentFrame> SendAll()
    {
        var sent = new List<AgentFrame>();
        Outgoing.StreamStarted();
        for (var idle = 0; idle < 2;)
        {
            if (Outgoing.TakeNext() is not { } frame)
            {
                Keeper.Step();
                idle++;
                continue;
            }

            idle = 0;
            sent.Add(frame.ToWire());
            var ack = new Ack { BootId = frame.Id.BootId, Incarnation = frame.Id.Incarnation };
            ack.Ranges.Add(new SequenceRange { First = frame.Id.Sequence, Last = frame.Id.Sequence });
            Outgoing.Acknowledge(ack);
        }

        Outgoing.StreamEnded();
        return sent;
    }

    public void Dispose() => Keeper.Dispose();
}
