using CsCheck;
using Google.Protobuf;
using Homelab.Contracts.V1;
using Homelab.Coordinator;
using Homelab.Coordinator.Api;
using Homelab.Coordinator.Fleet;
using Homelab.Coordinator.Lab;
using Homelab.Coordinator.Tests.Api;
using Homelab.Files.Programs;
using Homelab.Host;
using Homelab.Host.Identity;
using Homelab.TestKit.Repo;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Homelab.Fuzz.Tests.Targets;

/// <summary>What an agent that was let in says after its hello. The coordinator is whole, and runs nothing by itself.</summary>
internal sealed class FramesToCoordinator : Target
{
    public static readonly string[] Texts =
        ["", "pi1", "nas", "hub", "rack-ups", "boot-of-pi1", "o-1", "o-1/pi1", "node_cpu_seconds_total", "node_sensor_temperature_celsius", "sensor", "cpu", "caddy.service", "active", "mmcblk0", "i2c-1", "exit", "é\u0000\n\"", new('x', 5000)];

    private readonly TempFolder _folder = new();
    private readonly BootClock _clock = new();
    private readonly Loud<UplinkListeners> _log = new();
    private readonly LabFileSource _lab;
    private readonly WebApplication _app;
    private readonly UplinkListeners _listeners;
    private readonly ILabInForce _inForce;

    public FramesToCoordinator()
    {
        _lab = LabFileSource.Open(_folder.Write("lab.yaml", CoordinatorUnderTest.LabText), _clock).GetAwaiter().GetResult();
        var file = new CoordinatorFileConfig { LabFile = _lab.Path, StateDirectory = _folder.Folder("state"), SecretsDirectory = _folder.At("secrets") };
        _app = CoordinatorHost.Build(file, _lab, new BootIdentity("boot-of-the-host", 7, "test"), "00000000000000aa", _clock);
        _inForce = _app.Services.GetRequiredService<ILabInForce>();
        _listeners = new UplinkListeners(_app.Services.GetServices<IUplinkListener>(), _log);
    }

    public override string Name => "to-coordinator";

    public override IReadOnlyList<byte[]> Words { get; } = [.. Texts.Select(Bytes), .. DelimitedFrames.Words];

    public override Gen<byte[]> Formed { get; } = DelimitedFrames.Any(AgentFrame.Parser, Texts, () => [new AgentFrame { Hello = AgentOnTheWire.HelloOf("pi1") }]);

    public override IEnumerable<(string Name, byte[] Bytes)> Made =>
    [
        ("beats", DelimitedFrames.Write([new AgentFrame { Hello = AgentOnTheWire.HelloOf("pi1") }, new AgentFrame { Beat = new Beat { Number = 1, SentBoottimeNs = 5 } }])),
        ("readings", DelimitedFrames.Write(
        [
            new AgentFrame { Hello = AgentOnTheWire.HelloOf("nas") },
            new AgentFrame { Series = new SeriesDescription { Number = 1, Metric = "node_load1", Collector = "load" } },
            new AgentFrame { Key = new FrameKey { BootId = "b", Incarnation = 1, Sequence = 1 }, Readings = new ReadingBatch { WallMs = 1_800_000_000_000, BoottimeNs = 9, Series = { 1 }, Values = { 0.5 } } },
        ])),
        ("storage-of-ages", DelimitedFrames.Write(
        [
            new AgentFrame { Hello = AgentOnTheWire.HelloOf("pi1") },
            new AgentFrame
            {
                Key = new FrameKey { BootId = AgentOnTheWire.HelloOf("pi1").BootId, Incarnation = AgentOnTheWire.HelloOf("pi1").Incarnation, Sequence = 1 },
                Storage = new StorageReport
                {
                    Devices =
                    {
                        new StorageDevice { Name = "mmcblk0", Canary = new StorageCanary { ReadAgoMs = long.MaxValue } },
                        new StorageDevice { Name = "sda", Smart = new StorageSmart { ReadAgoMs = long.MinValue }, Writes = new StorageWrites { BusyMs = long.MaxValue } },
                    },
                },
            },
        ])),
    ];

    public override void Take(byte[] input)
    {
        var now = _clock.Now();
        var traffic = new UplinkTraffic(new NodeTraffic(TrafficLimits.OfAnAgent, now));
        var node = "";
        foreach (var frame in DelimitedFrames.Read(AgentFrame.Parser, input))
        {
            if (node.Length == 0)
            {
                if (HelloCheck.Refuse(frame, _inForce.Current) is not null)
                {
                    return;
                }

                node = frame.Hello.Node;
                new FrameRepair().Repair(frame.Hello);
                _listeners.Connected(node, frame.Hello, now);
                continue;
            }

            var (passes, refusal) = traffic.Check(frame, now);
            if (refusal is not null)
            {
                break;
            }

            if (passes)
            {
                _listeners.Received(node, frame, now);
            }
        }

        if (node.Length > 0)
        {
            // What is asked for next has to be answerable whatever was said.
            _ = _app.Services.GetRequiredService<LabView>().Look();
            _listeners.Disconnected(node, "the test ends it", now);
        }

        _log.Look();
    }

    public override void Dispose()
    {
        _app.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _lab.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _folder.Dispose();
    }
}
