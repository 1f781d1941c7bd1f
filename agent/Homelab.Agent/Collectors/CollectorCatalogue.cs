using Homelab.Agent.Collectors.Storage;
using Homelab.Host.Bus;
using Homelab.Host.Identity;
using Homelab.Host.Kernel;

namespace Homelab.Agent.Collectors;

/// <summary>Every collector of the agent, one a line, in the order in which a round runs them.</summary>
public static class CollectorCatalogue
{
    private const string BusSocket = "run/dbus/system_bus_socket";
    private static readonly TimeSpan FileSystemAnswersWithin = TimeSpan.FromSeconds(1);

    public static IReadOnlyList<ICollector> All(SysRoot root, BootIdentity identity, StorageReports storage, string stateDirectory, Func<bool> isOnBattery, TimeProvider clock)
    {
        var looks = StorageLooks.For(root, stateDirectory, isOnBattery, clock);
        return
        [
            new CpuCollector(root),
            new LoadCollector(root),
            new MemoryCollector(root),
            new PressureCollector(root),
            new DiskCollector(root),
            new NetworkCollector(root),
            new UptimeCollector(root),
            new TimeSyncCollector(root),
            new ThermalCollector(root),
            new HwmonCollector(root),
            new OneWireCollector(root),
            new RaspberryPiCollector(root, () => root.IsHost ? FirmwareMailbox.Throttled() : null, text => root.IsHost ? FirmwareMailbox.Command(text) : null),
            new FactsCollector(root, identity),
            new FileSystemCollector(root, root.IsHost ? new KernelFileSystemSizes(FileSystemAnswersWithin) : new CapturedFileSystemSizes(root)),
            looks.Probe,
            looks.Log,
            looks.Canary,
            looks.Packages,
            looks.Smart,
            looks.Controller,
            new StorageCollector(root, stateDirectory, looks, storage, clock),
            new SystemdCollector(new SystemdUnits(new SystemBus(root.Full(BusSocket) ?? "", clock)), () => root.Exists(BusSocket)),
        ];
    }
}
