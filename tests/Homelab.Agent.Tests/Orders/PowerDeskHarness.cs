using System.Collections.Immutable;
using Homelab.Agent.Collectors;
using Homelab.Agent.Orders;
using Homelab.Agent.Uplink;
using Homelab.Contracts.Shutdown;
using Homelab.Contracts.V1;
using Homelab.Domain.Readings;
using Homelab.Host;
using Homelab.TestKit.Waiting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Homelab.Agent.Tests.Orders;

/// <summary>A power desk on a folder of its own, with a switch that only counts.</summary>
internal sealed class PowerDeskHarness : IDisposable
{
    public const string Boot = "boot-1";

    private readonly string _folder = Directory.CreateTempSubdirectory("homelab-orders-").FullName;
    private readonly RecordingSwitch _switch = new();
    private readonly RecordingOutlet _outlet = new();
    private readonly RecordingEvents _events = new();
    private readonly TimeProvider _time;
    private ulong _beats;

    private readonly PowerOffMode _mode;
    private readonly (string State, string Runtime) _places;

    /// <param name="state">Null for a folder of the harness's own, as with <paramref name="runtime"/>.</param>
    public PowerDeskHarness(bool mayPowerOff = true, TimeProvider? clock = null, PowerOffMode mode = PowerOffMode.Exit, string? state = null, string? runtime = null)
    {
        (_time, _mode, _places) = (clock ?? Clock, mode, (state ?? _folder, runtime ?? _folder));
        Desk = Start(Boot, mayPowerOff);
    }

    public HandClock Clock { get; } = new();

    public PowerDesk Desk { get; private set; }

    public string Folder => _folder;

    public IReadOnlyList<bool> PowerOffs => _switch.Asked;

    public Homelab.Domain.Shutdown.AgentLease? KeptLease => PowerFile.LeaseOf(_places.Runtime, Boot)?.Lease;

    public RecordingUnits Units { get; } = new();

    public IReadOnlyList<string> Events => _events.Told;

    public IReadOnlyList<AgentFrame> Posted => _outlet.Frames;

    public PowerDesk Start(string boot, bool mayPowerOff = true)
    {
        var settings = new OrdersSettings(boot, _places.State, _places.Runtime, mayPowerOff, _mode);
        Desk = new PowerDesk(
            settings, new PowerFile(settings), new WatchFile(settings), _switch, Units, _events, _time, NullLogger<PowerDesk>.Instance, new Lazy<IFrameOutlet>(_outlet));
        return Desk;
    }

    /// <summary>Sends a beat and gives it back, as the coordinator would see it.</summary>
    public Beat Beat()
    {
        var beat = new Beat { Number = ++_beats, SentBoottimeNs = _time.Now().Nanoseconds };
        Desk.Fill(beat);
        return beat;
    }

    public static CoordinatorFrame Lease(Beat answered, TimeSpan duration, ulong sequence = 1, string boot = Boot, ulong epoch = 1, params string[] feeds) => new()
    {
        Lease = new Lease
        {
            OutageId = "attic-1-1",
            Fence = Fence(epoch),
            Sequence = sequence,
            BootId = boot,
            AnswersBeat = answered.Number,
            BeatBoottimeNs = answered.SentBoottimeNs,
            DurationMs = (long)duration.TotalMilliseconds,
            DyingFeeds = { feeds },
        },
    };

    public static CoordinatorFrame Order(Beat answered, ulong epoch = 1) => new()
    {
        Order = new Order
        {
            OrderId = $"attic-1-1/stop:pi1/{Boot}",
            OutageId = "attic-1-1",
            StepId = "stop:pi1",
            BootId = Boot,
            Fence = Fence(epoch),
            Action = OrderAction.PowerOff,
            AnswersBeat = answered.Number,
            BeatBoottimeNs = answered.SentBoottimeNs,
            LifetimeMs = 10_000,
        },
    };

    public static CoordinatorFrame StopUnits(Beat answered, string service = "web", string boot = Boot, ulong epoch = 1) => new()
    {
        UnitsOrder = new UnitsOrder
        {
            OrderId = $"attic-1-1/service:{service}@pi1/{Boot}",
            OutageId = "attic-1-1",
            StepId = $"service:{service}@pi1",
            BootId = boot,
            Fence = Fence(epoch),
            AnswersBeat = answered.Number,
            BeatBoottimeNs = answered.SentBoottimeNs,
            LifetimeMs = 10_000,
            Units = { $"{service}.service", $"{service}.socket" },
            StopBoundMs = 20_000,
        },
    };

    public static CoordinatorFrame Watch(TimeSpan rebootAfter) =>
        new() { Watch = new Homelab.Domain.Shutdown.AgentWatch { RebootAfter = rebootAfter }.ToWire(Fence(1)) };

    public static CoordinatorFrame Ended(ulong epoch = 1) => new() { OutageEnded = new OutageEnded { OutageId = "attic-1-1", BootId = Boot, Fence = Fence(epoch) } };

    /// <summary>Lets time pass in the desk's own ticks, and every power-off that it asks for come through.</summary>
    public async Task Settle(TimeSpan span)
    {
        for (var passed = TimeSpan.Zero; passed < span; passed += TimeSpan.FromMilliseconds(250))
        {
            Clock.Advance(TimeSpan.FromMilliseconds(250));
            Desk.Tick();
        }

        Clock.Advance(TimeSpan.FromMilliseconds(250));
        await Desk.LastPowerOff;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static Fence Fence(ulong epoch) => new() { Lineage = "lab:attic", Epoch = epoch, Instance = "a", Generation = 1 };

    private sealed class RecordingSwitch : IPowerSwitch
    {
        public List<bool> Asked { get; } = [];

        public Task<(bool Taken, string Detail)> PowerOff(bool isOrder, Homelab.Domain.Shutdown.PowerEnd end, CancellationToken cancellationToken)
        {
            Asked.Add(isOrder);
            return Task.FromResult((true, "taken"));
        }
    }

    /// <summary>Of every order only the service ran before, and not its socket.</summary>
    internal sealed class RecordingUnits : IUnitSwitch
    {
        public List<string> Asked { get; } = [];

        public bool Fails { get; set; }

        /// <summary>What passes while they stop.</summary>
        public Action Stopping { get; set; } = () => { };

        public Task<UnitsStopped> Stop(ImmutableArray<string> units, TimeSpan bound, CancellationToken cancellationToken)
        {
            Asked.Add($"stop {string.Join(' ', units)}");
            Stopping();
            return Task.FromResult(Fails ? new UnitsStopped(false, "still active after 20 s: web.service", units) : new UnitsStopped(true, "inactive", [units[0]]));
        }

        public Task<string?> Start(ImmutableArray<string> units, CancellationToken cancellationToken)
        {
            Asked.Add($"start {string.Join(' ', units)}");
            return Task.FromResult<string?>(null);
        }
    }

    private sealed class RecordingOutlet : IFrameOutlet
    {
        public List<AgentFrame> Frames { get; } = [];

        public void Post(AgentFrame frame) => Frames.Add(frame);
    }

    private sealed class RecordingEvents : IReadingSink
    {
        public List<string> Told { get; } = [];

        public void Add(CollectionRound round)
        {
        }

        public void Event(string code, string message, Labels labels) => Told.Add($"{code}: {message}");
    }
}
