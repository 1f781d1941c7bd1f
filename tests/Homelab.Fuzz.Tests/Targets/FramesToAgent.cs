using CsCheck;
using Homelab.Agent;
using Homelab.Agent.Collectors;
using Homelab.Agent.Drills;
using Homelab.Agent.Orders;
using Homelab.Agent.Outbox;
using Homelab.Agent.Uplink;
using Homelab.Contracts.V1;
using Homelab.Files.Programs;
using Homelab.Host.Identity;
using Homelab.Host.Wake;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Waiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Homelab.Fuzz.Tests.Targets;

/// <summary>
/// What a coordinator says, to an agent with an empty machine below its root. Left out is what would reach beyond this process: magic packets go nowhere, and a rehearsal, which reads the UPSes that a frame names, is not asked for.
/// </summary>
internal sealed class FramesToAgent : Target
{
    private static readonly string[] s_texts =
        [.. FramesToCoordinator.Texts, "52:54:00:00:00:01", "x728 bus=1 address=0x36", "BAT0", "nut ups@127.0.0.1:1", "cellar bme280 0x76", "systemd", "units", "armed", "../../etc/passwd"];

    private readonly TempFolder _folder = new();
    private readonly HandClock _clock = new();
    private readonly Loud<Participants> _log = new();
    private readonly IHost _host;
    private readonly Participants _participants;
    private readonly PowerDesk _power;
    private readonly OutgoingFrames _outgoing;

    public FramesToAgent()
    {
        _folder.Write("root/proc/sys/kernel/random/boot_id", "boot-of-pi1\n");
        var file = new AgentFileConfig { Node = "pi1", Root = _folder.At("root"), StateDirectory = _folder.Folder("state"), RuntimeDirectory = _folder.Folder("run"), PowerOff = PowerOffMethod.None };
        _host = AgentHost.Build(file, new BootIdentity("boot-of-pi1", 7, "test"), _clock);
        var services = _host.Services;
        _power = services.GetRequiredService<PowerDesk>();
        _outgoing = services.GetRequiredService<OutgoingFrames>();
        _participants = new Participants(
            [.. services.GetServices<IUplinkParticipant>().Where(each => each is not (WakeDesk or DrillDesk)), new WakeDesk(new MagicPacket(() => []), services.GetRequiredService<IReadingSink>())], _log);
    }

    public override string Name => "to-agent";

    public override IReadOnlyList<byte[]> Words { get; } = [.. s_texts.Select(Bytes), .. DelimitedFrames.Words];

    public override Gen<byte[]> Formed { get; } = DelimitedFrames.Any(CoordinatorFrame.Parser, s_texts, () => []);

    public override IEnumerable<(string Name, byte[] Bytes)> Made =>
    [
        ("a-lease", DelimitedFrames.Write(
        [
            new CoordinatorFrame { Welcome = new Welcome { Protocol = 1, Lab = "attic", BeatMs = 1000, Mode = "armed", Fence = new Fence { Lineage = "attic", Epoch = 1, Generation = 1 } } },
            new CoordinatorFrame { BeatAnswer = new BeatAnswer { Fence = new Fence { Lineage = "attic", Epoch = 1, Generation = 1 } } },
            new CoordinatorFrame { Lease = new Lease { OutageId = "o-1", Sequence = 1, BootId = "boot-of-pi1", DurationMs = 60_000, Fence = new Fence { Lineage = "attic", Epoch = 1, Generation = 1 } } },
        ])),
    ];

    public override void Take(byte[] input)
    {
        var (hello, beat) = (new Hello { SentBoottimeNs = 1 }, new Beat { Number = 1, SentBoottimeNs = 1 });
        _participants.Fill(hello);
        _participants.Fill(beat);
        foreach (var frame in DelimitedFrames.Read(CoordinatorFrame.Parser, input).Take(20))
        {
            if (frame.BodyCase == CoordinatorFrame.BodyOneofCase.Ack)
            {
                _outgoing.Acknowledge(frame.Ack);
            }
            else
            {
                _ = _participants.Handle(frame);
            }

            _clock.Advance(TimeSpan.FromSeconds(5));
            _power.Tick();
        }

        _log.Look();
    }

    public override void Dispose()
    {
        _host.Dispose();
        _folder.Dispose();
    }
}
