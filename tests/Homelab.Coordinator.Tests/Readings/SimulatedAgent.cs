using System.Collections.Immutable;
using Google.Protobuf;
using Homelab.Agent.Outbox;
using Homelab.Agent.Uplink;
using Homelab.Contracts.V1;
using Homelab.Domain.Readings;
using Homelab.Host;
using DomainKind = Homelab.Domain.Readings.SeriesKind;
using Homelab.TestKit.Waiting;
using Series = Homelab.Domain.Readings.Series;

namespace Homelab.Coordinator.Tests.Readings;

/// <summary>The agent's road of a reading, the shipped types, with a stream that the test pumps and breaks.</summary>
internal sealed class SimulatedAgent : IDisposable
{
    public static readonly Series Cpu = new("node_cpu_ratio", Labels.Of(("cpu", "0")), "ratio", DomainKind.Gauge, "cpu");
    public static readonly Series Disk = new("node_disk_bytes", Labels.Of(("device", "sda")), "bytes", DomainKind.Gauge, "disk");

    private readonly HandClock _clock;
    private readonly OutboxKeeper _keeper;
    private readonly OutboxEntries _entries = new();
    private SendQueue? _stream;

    public SimulatedAgent(string folder, ulong incarnation, HandClock clock, SpokenLog log, Func<OutboxSettings, OutboxSettings>? adapt = null)
    {
        _clock = clock;
        Identity = new AgentIdentity("pi1", "boot-1", incarnation);
        Settings = new OutboxSettings(folder);
        Settings = adapt?.Invoke(Settings) ?? Settings;
        Recorder = new Recorder(Identity, Settings, clock, log.For<Recorder>());
        Outgoing = new OutgoingFrames(Recorder, _entries, Identity, Settings, clock);
        _keeper = new OutboxKeeper(Recorder, _entries, Outgoing, Identity, Settings, clock, log.For<OutboxKeeper>());
    }

    public AgentIdentity Identity { get; }

    public OutboxSettings Settings { get; }

    public Recorder Recorder { get; }

    public OutgoingFrames Outgoing { get; }

    public bool IsConnected => _stream is not null;

    public bool IsOutboxOpen => _keeper.IsOpen;

    public IReadOnlyList<OutboxEntry> Entries => _entries.All;

    public void Read(Series series, double value, bool isSynchronised = true) =>
        Recorder.Add(new CollectionRound(_clock.Now(), _clock.GetUtcNow(), isSynchronised, [new Sample(series, value)]));

    public void KeepOutbox(bool isLast = false) => _keeper.Step(isLast);

    public Hello Connect()
    {
        Outgoing.StreamStarted();
        _stream = new SendQueue(Outgoing, MakeBeat);
        return new Hello
        {
            Node = Identity.Node,
            BootId = Identity.BootId,
            Incarnation = Identity.Incarnation,
            SentBoottimeNs = _clock.Now().Nanoseconds,
        };
    }

    public void Disconnect()
    {
        _stream = null;
        Outgoing.StreamEnded();
    }

    public void BeatIsDue() => _stream?.BeatIsDue();

    /// <summary>The next frame, as it would come out at the other end of a wire; null where there is none.</summary>
    public AgentFrame? Next() => _stream?.Next() is { } frame ? AgentFrame.Parser.ParseFrom(frame.ToByteArray()) : null;

    /// <summary>What a kill -9 leaves: the file. The process's memory is gone.</summary>
    public void Dispose() => _keeper.Dispose();

    private AgentFrame MakeBeat() => new()
    {
        Beat = new Beat { SentBoottimeNs = _clock.Now().Nanoseconds, OutboxBytes = Outgoing.OutboxBytes, EarlierSettled = Outgoing.IsEarlierSettled },
    };
}
